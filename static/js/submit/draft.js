// What is typed is kept in this browser until it has been sent, for a week at most: a closed tab,
// a crash or a flat battery costs nothing. Who they are, and what only we shall read, is kept for
// this tab alone: others may use the same computer.

const WEEK = 7 * 24 * 60 * 60 * 1000;
const PREFIX = "draft:";
const PERSONAL = ["your_name", "your_email", "note"];
// Which draft the form that is being sent belongs to; the page that says "sent" throws it away.
export const SENDING = "draft-being-sent";

/** Keep what is typed into a form with data-draft, and fill in what was kept. */
export function keepDraft(form) {
  if (!form?.dataset.draft) return;
  forgetOld();
  const key = PREFIX + form.dataset.draft;
  const isFresh = "fresh" in form.dataset || isReloaded();
  // What the server filled in is no draft, unless it was typed before and is shown again.
  const untouched = isFresh ? { rest: typedIn(form), personal: typedIn(form, true) } : {};
  if (isFresh) restore(form, key, untouched);
  const save = () => {
    keep(localStorage, key, typedIn(form), untouched.rest);
    keep(sessionStorage, key, typedIn(form, true), untouched.personal);
  };
  let later;
  form.addEventListener("input", () => {
    clearTimeout(later);
    later = setTimeout(save, 300);
  });
  form.addEventListener("submit", () => {
    clearTimeout(later);
    save();
    write(sessionStorage, SENDING, key);
  });
}

// A page with errors that is loaded again holds what was sent, not what was typed into it since.
function isReloaded() {
  return performance.getEntriesByType("navigation")[0]?.type === "reload";
}

/** Throw the draft away that was sent last. */
export function forgetWhatWasSent() {
  const key = read(sessionStorage, SENDING);
  if (!key) return;
  forget(key);
  remove(sessionStorage, SENDING);
}

// Neither what the server wrote into hidden fields nor the trap for programs.
function controls(form) {
  return [...form.elements].filter(
    (each) => each.name && !["hidden", "submit", "button"].includes(each.type)
      && !each.closest(".trap"),
  );
}

function typedIn(form, personal = false) {
  return controls(form)
    .filter((each) => PERSONAL.includes(each.name) === personal)
    .filter((each) => !["checkbox", "radio"].includes(each.type) || each.checked)
    .map((each) => [each.name, each.value]);
}

function keep(storage, key, typed, untouched) {
  if (isSame(typed, untouched)) return remove(storage, key);
  return write(storage, key, JSON.stringify({ at: Date.now(), typed }));
}

function restore(form, key, untouched) {
  const rest = load(localStorage, key) ?? untouched.rest;
  const personal = load(sessionStorage, key) ?? untouched.personal;
  if (isSame(rest, untouched.rest) && isSame(personal, untouched.personal)) return;
  fill(form, [...rest, ...personal]);
  say(form, key);
}

function isSame(typed, others) {
  return JSON.stringify(typed) === JSON.stringify(others);
}

// What is kept under a key, or null where there is nothing, or nothing that can be read.
function load(storage, key) {
  try {
    const { at, typed } = JSON.parse(read(storage, key));
    return Date.now() - at <= WEEK && Array.isArray(typed) ? typed : null;
  } catch {
    return null;
  }
}

// Of forms that were never opened again, too.
function forgetOld() {
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(PREFIX) && !load(localStorage, key)) remove(localStorage, key);
    }
  } catch {
    // no storage, no drafts
  }
}

function fill(form, typed) {
  for (const control of controls(form)) {
    if (["checkbox", "radio"].includes(control.type)) {
      control.checked = typed.some(([n, value]) => n === control.name && value === control.value);
    } else {
      control.value = typed.find(([name]) => name === control.name)?.[1] ?? "";
    }
    const holdsSomething = control.type === "checkbox" ? control.checked : control.value;
    if (holdsSomething && control.type !== "radio") openAround(control);
  }
}

function openAround(control) {
  for (let fold = control.closest("details"); fold; fold = fold.parentElement.closest("details")) {
    fold.open = true;
  }
}

function say(form, key) {
  const note = document.createElement("div");
  note.className = "draft-note";
  note.setAttribute("role", "status");
  const words = document.createElement("p");
  words.textContent = "We kept what you typed, in this browser only.";
  const afresh = document.createElement("button");
  afresh.type = "button";
  afresh.className = "button button--quiet button--small";
  afresh.textContent = "Start afresh";
  afresh.addEventListener("click", () => {
    forget(key);
    form.reset();
    note.remove();
    form.querySelector("input:not([type=hidden], [tabindex])").focus();
  });
  note.append(words, afresh);
  form.before(note);
}

// Storage may be switched off or full; then there is no draft, and all else works.
function read(storage, key) {
  try {
    return storage.getItem(key);
  } catch {
    return null;
  }
}

function write(storage, key, value) {
  try {
    storage.setItem(key, value);
  } catch {
    // no draft, then
  }
}

function remove(storage, key) {
  try {
    storage.removeItem(key);
  } catch {
    // there was none
  }
}

function forget(key) {
  remove(localStorage, key);
  remove(sessionStorage, key);
}
