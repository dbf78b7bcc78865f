// Forms of records: what a type does not need is hidden.

import { followType } from "./fields.js";

const types = JSON.parse(document.querySelector("[data-types]").dataset.types);
for (const fields of document.querySelectorAll("[data-fields]")) followType(fields, types);
