// Passkeys (WebAuthn Level 3): a button beside a hidden field asks the server what is to be signed, has the
// authenticator sign it, and sends the form with what came of it. Without them, or without a script, it stays hidden.

const SENTENCES = {
  NotAllowedError: "Nothing was signed: it was called off, or took too long.",
  InvalidStateError: "This device has a passkey for your account already.",
  SecurityError: "Passkeys are not good at this address of the dashboard.",
};

async function optionsFor(form, button) {
  const answer = await fetch(button.dataset.options, { method: "POST", body: new FormData(form) });
  const content = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(content.error || "The service does not answer as expected; please load the page again.");
  return content;
}

async function credentialOf(kind, options) {
  if (kind === "create") {
    return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) });
  }
  return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
}

async function sign(button) {
  const form = button.form;
  const trouble = form.querySelector("[data-passkey-trouble]");
  trouble.hidden = true;
  if (button.dataset.passkey === "create" && !form.reportValidity()) return;
  button.disabled = true;
  try {
    const credential = await credentialOf(button.dataset.passkey, await optionsFor(form, button));
    form.elements[button.dataset.field].value = JSON.stringify(credential.toJSON());
    // a code need not be typed as well
    form.noValidate = true;
    form.requestSubmit();
  } catch (error) {
    trouble.textContent = SENTENCES[error.name] || error.message;
    trouble.hidden = false;
    button.disabled = false;
  }
}

if (window.PublicKeyCredential?.parseRequestOptionsFromJSON) {
  for (const button of document.querySelectorAll("button[data-passkey]")) {
    button.closest("[data-passkey-part]").hidden = false;
    button.addEventListener("click", () => sign(button));
  }
}
window.addEventListener("pageshow", () => {
  for (const button of document.querySelectorAll("button[data-passkey]")) button.disabled = false;
});
