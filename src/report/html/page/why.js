import { all } from './shared/find.js';

/**
 * Lets people ask why a changed field of a chart is as it is. One answer tells of all fields of an object; one question is
 * asked at a time.
 *
 * @type {() => void}
 */
export const tellWhy = () => {
  let last = Promise.resolve();
  document.documentElement.classList.add('asks');
  document.addEventListener('click', ({ target }) => {
    const place = target instanceof Element ? target.closest('button')?.closest('.why') : undefined;
    const object = place?.closest('[data-why]');
    if (!(place instanceof HTMLElement) || !(object instanceof HTMLElement)) return;
    last = last.then(() => ask(object, place));
  });
};

/** @type {(object: HTMLElement, asked: HTMLElement) => Promise<void>} */
const ask = async (object, asked) => {
  // What waited may have been told by the answer before it.
  if (asked.querySelector('button') === null) return;
  say(asked, ' asking …');
  try {
    const headers = { 'blast-radius-page': 'yes' };
    const path = `${location.pathname}/why?${object.dataset.why}`;
    const response = await fetch(path, { headers, redirect: 'error', cache: 'no-store' });
    const text = await response.text();
    if (!response.ok) return say(asked, ` ${text.trim()}`);
    const told = new DOMParser().parseFromString(text, 'text/html');
    // Several fields of a list may be called alike: they stand in the same order.
    const answers = all('[data-field]', told);
    for (const place of all('.why', object)) {
      const at = answers.findIndex(({ dataset }) => dataset.field === place.dataset.field);
      const [answer] = at < 0 ? [] : answers.splice(at, 1);
      if (answer !== undefined) place.replaceChildren(...answer.childNodes);
    }
    asked.tabIndex = -1;
    asked.focus({ preventScroll: true });
  } catch {
    say(asked, ' There was no answer: ask again.');
  }
};

/** @type {(place: HTMLElement, text: string) => void} Beside the button. */
const say = (place, text) => {
  for (const former of [...place.childNodes]) if (!(former instanceof HTMLButtonElement)) former.remove();
  place.append(text);
};
