/** @type {(selector: string, root?: ParentNode) => HTMLElement[]} */
export const all = (selector, root = document) =>
  [...root.querySelectorAll(selector)].filter((element) => element instanceof HTMLElement);

/** @type {(selector: string, root?: ParentNode) => HTMLInputElement[]} */
export const inputs = (selector, root = document) =>
  [...root.querySelectorAll(selector)].filter((element) => element instanceof HTMLInputElement);

/** @type {(name: string, form: HTMLFormElement) => string[]} The values of the boxes of that name that are checked. */
export const checkedIn = (name, form) => inputs(`input[name=${name}]:checked`, form).map((box) => box.value);

/** @type {(id: string) => string} The value of a field. */
export const chosenIn = (id) => {
  const field = document.getElementById(id);
  return field instanceof HTMLInputElement || field instanceof HTMLSelectElement ? field.value : '';
};

/** @type {() => string[]} What is searched for, word by word. */
export const wordsToFind = () => chosenIn('search').toLowerCase().split(/\s+/).filter(Boolean);

/** @type {(form: HTMLFormElement, selector: string) => void} Enter leads from the search to the first of what it has found. */
export const leadOnEnter = (form, selector) =>
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const found = all(selector).find((element) => element.checkVisibility());
    found?.focus();
    found?.scrollIntoView({ block: 'nearest' });
  });

/** A slash leads to the search, but for one that is typed into a field. */
export const searchOnSlash = () =>
  addEventListener('keydown', (event) => {
    const isTyping = event.target instanceof HTMLElement && event.target.matches('input, select, textarea');
    if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    document.getElementById('search')?.focus();
  });
