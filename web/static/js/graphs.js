// Draws the graph of every figure with data-graph, the id of the table that holds its numbers: the first column the
// times, each further one a line. A legend of buttons hides lines and shows them again.
import uPlot from "../vendored/uplot.js";

const LINES = 10;
const SOLID_LINES = 5;
const NUMBER = new Intl.NumberFormat("en-GB");
const SHORT_NUMBER = new Intl.NumberFormat("en-GB", { notation: "compact", maximumFractionDigits: 1 });
const WHEN = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" });

// from how many seconds between two marks on: how each is written, and what is said once when it changes
const DATES = [
  [365 * 86400, "{YYYY}", null, null, null, null, null, null, 1],
  [28 * 86400, "{MMM}", "\n{YYYY}", null, null, null, null, null, 1],
  [86400, "{D} {MMM}", "\n{YYYY}", null, null, null, null, null, 1],
  [60, "{HH}:{mm}", "\n{D} {MMM} {YYYY}", null, "\n{D} {MMM}", null, null, null, 1],
];

function numbersOf(table) {
  const names = [...table.tHead.rows[0].cells].slice(1).map((cell) => cell.textContent);
  const columns = [[], ...names.map(() => [])];
  for (const row of table.tBodies[0].rows) {
    [...row.cells].forEach((cell, index) => {
      const found = cell.querySelector("data");
      columns[index].push(found ? Number(found.value) : null);
    });
  }
  return { names, columns };
}

function element(name, className, text = "") {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

// what a token comes to in the theme that is on
function colourOf(figure, token) {
  const probe = figure.appendChild(element("span", ""));
  probe.style.color = `var(${token})`;
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

function draw(figure) {
  const { names, columns } = numbersOf(document.getElementById(figure.dataset.graph));
  // what is still being counted looks like a fall
  const isUnfinished = columns[0].at(-1) + Number(figure.dataset.bucket) > Date.now() / 1000;
  if (isUnfinished && columns[0].length > 2) columns.forEach((column) => column.pop());
  const plot = element("div", "plot");
  plot.setAttribute("role", "img");
  plot.setAttribute("aria-label", "Graph of the numbers in the table below");
  const legend = element("ul", "legend");
  const when = element("p", "when");
  figure.append(plot, legend, when);

  const colour = (token) => () => colourOf(figure, token);
  const axis = { stroke: colour("--text-soft"), grid: { stroke: colour("--line"), width: 1 }, ticks: { stroke: colour("--line"), width: 1 } };
  const series = names.map((label, index) => ({
    label,
    stroke: colour(`--line-${(index % LINES) + 1}`),
    width: 2,
    dash: index < SOLID_LINES ? undefined : [6, 4],
    points: { show: columns[0].length < 3 ? true : undefined, size: 5 },
  }));
  const values = [];

  const graph = new uPlot({
    width: plot.clientWidth,
    height: plot.clientHeight,
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), "Etc/UTC"),
    legend: { show: false },
    cursor: { drag: { x: false, y: false }, focus: { prox: 24 } },
    focus: { alpha: 0.35 },
    scales: { y: { range: (_graph, _least, most) => [0, Math.max(1, (most ?? 0) * 1.05)] } },
    series: [{}, ...series],
    axes: [{ ...axis, values: DATES }, { ...axis, size: 56, values: (_graph, splits) => splits.map((split) => SHORT_NUMBER.format(split)) }],
    hooks: {
      setCursor: [(drawn) => {
        const { idx } = drawn.cursor;
        when.textContent = idx == null ? "" : `${WHEN.format(columns[0][idx] * 1000)} UTC`;
        values.forEach((value, index) => {
          const found = idx == null ? null : columns[index + 1][idx];
          value.textContent = idx == null ? "" : found === null ? "–" : NUMBER.format(found);
        });
      }],
    },
  }, columns, plot);

  names.forEach((name, index) => {
    const button = element("button", "");
    button.type = "button";
    button.setAttribute("aria-pressed", "true");
    const value = element("span", "value");
    values.push(value);
    const dashes = index < SOLID_LINES ? "" : " dashed";
    button.append(element("span", `swatch line-${(index % LINES) + 1}${dashes}`), element("span", "", name), value);
    button.addEventListener("click", () => {
      const show = button.getAttribute("aria-pressed") === "false";
      button.setAttribute("aria-pressed", String(show));
      graph.setSeries(index + 1, { show });
    });
    for (const [event, focus] of [["focus", true], ["mouseenter", true], ["blur", false], ["mouseleave", false]]) {
      button.addEventListener(event, () => graph.setSeries(focus ? index + 1 : null, { focus }));
    }
    legend.appendChild(element("li", "")).append(button);
  });

  new ResizeObserver(() => {
    if (plot.clientWidth) graph.setSize({ width: plot.clientWidth, height: plot.clientHeight });
  }).observe(plot);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => graph.redraw(false));
  figure.dataset.drawn = String(names.length);
}

document.querySelectorAll("figure[data-graph]").forEach(draw);
