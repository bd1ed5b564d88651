// Saves each answer as it is given. Without this script the same form works by its button.
const form = document.querySelector("form.ask");
const status = form?.querySelector(".saved");
let waiting = Promise.resolve();
let unsaved = false;

async function save() {
  status.textContent = form.dataset.saving;
  status.className = "saved";
  try {
    const response = await fetch(form.action, {
      method: "POST",
      body: new FormData(form),
      headers: { Accept: "application/json" },
    });
    if (response.status === 409) return tell(form.dataset.conflict, true);
    const word = await response.json();
    if (!response.ok) return tell(word.problems.join(" "), true);
    if (form.elements.version) form.elements.version.value = word.version;
    tell(word.text, false);
  } catch {
    tell(form.dataset.failed, true);
  }
}

function tell(text, wrong) {
  unsaved = wrong;
  status.textContent = text;
  status.classList.toggle("wrong", wrong);
}

form?.addEventListener("change", (event) => {
  if (form.elements.choice && !form.elements.choice.value) return;
  if (event.target.name === "choice" && event.target.value === "na" && !form.elements.reason?.value) return;
  waiting = waiting.then(save);
});

addEventListener("beforeunload", (event) => {
  if (unsaved) event.preventDefault();
});
form?.addEventListener("submit", () => { unsaved = false; });
