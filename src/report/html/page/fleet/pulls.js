import { element } from './element.js';

/** @typedef {import('./model.js').Model} Model */

/**
 * Lists what is on its way, what changes something here first.
 *
 * @type {(model: Model, chosen: number | undefined) => void}
 */
export const drawPulls = ({ data }, chosen) => {
  const list = document.getElementById('pulls');
  const count = document.getElementById('pulls-count');
  if (list === null || count === null) return;
  const sorted = data.pulls.toSorted((one, other) => Number(other.cells.length > 0) - Number(one.cells.length > 0));
  const { activeElement } = document;
  const focused =
    activeElement instanceof HTMLElement && list.contains(activeElement) ? activeElement.dataset.key : undefined;
  list.replaceChildren(
    ...sorted.map(({ number, title, author, headline, links, cells, isUnknown }) => {
      const attributes = {
        type: 'button',
        'data-choose': number,
        'data-key': `pull ${number}`,
        'aria-pressed': String(number === chosen),
      };
      const isQuiet = cells.length === 0 && !isUnknown;
      return element(
        'li',
        { class: number === chosen ? 'pull lit' : isQuiet ? 'pull quiet' : 'pull' },
        element('button', attributes, `#${number} ${title}`),
        element('span', { class: isUnknown ? 'unsure' : '' }, headline),
        element(
          'span',
          { class: 'kind' },
          author === '' ? '' : `${author} · `,
          element('a', { href: links.pull, 'aria-label': `Pull request ${number}` }, 'pull request'),
          ' · ',
          element('a', { href: links.report, 'aria-label': `Report on ${number}` }, 'report'),
        ),
      );
    }),
  );
  const again = [...list.querySelectorAll('[data-key]')].find((each) => each.getAttribute('data-key') === focused);
  if (again instanceof HTMLElement) again.focus({ preventScroll: true });
  count.textContent = countText(data.pulls.length, data.morePulls);
};

/** @type {(shown: number, more: number) => string} */
const countText = (shown, more) => {
  if (shown === 0) return 'No open pull request.';
  const all = more === 0 ? `${shown} open` : `${shown} of ${shown + more} open, those that changed last`;
  return `${all}. Choose one to see the cells that it changes.`;
};
