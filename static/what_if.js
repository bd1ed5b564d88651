// A slider that moves its number, and the plan anew when it is let go. Without this script the button does the same.
const form = document.querySelector("form.what-if");

async function retry() {
  const address = `${form.action}?${new URLSearchParams(new FormData(form))}`;
  const response = await fetch(address);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  if (!response.ok) return location.assign(address);
  document.querySelector("#scenario").replaceWith(page.querySelector("#scenario"));
  history.replaceState(null, "", address);
}

for (const slider of form.querySelectorAll("input[type=range]")) {
  const number = form.elements[slider.dataset.for];
  slider.addEventListener("input", () => { number.value = slider.value; });
  slider.addEventListener("change", retry);
  number.addEventListener("change", () => { slider.value = number.value; retry(); });
}
