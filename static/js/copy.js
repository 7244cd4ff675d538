// A button that copies the text of a field: <button data-copy="id of the field">.

const SAID_FOR = 4000; // milliseconds

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const field = document.getElementById(button.dataset.copy);
  const words = (await copied(field)) ? "Copied" : "Selected: copy it with Ctrl+C";
  const before = button.dataset.words ?? button.textContent;
  button.dataset.words = before;
  button.textContent = words;
  document.getElementById("announcement").textContent = words;
  setTimeout(() => (button.textContent = before), SAID_FOR);
});

// Whether the clipboard took it; if not, it is selected for whoever copies it by hand.
async function copied(field) {
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    field.focus();
    field.select();
    return false;
  }
}
