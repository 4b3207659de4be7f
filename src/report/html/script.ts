/**
 * The page's own script: it filters what is there, opens what a link leads to, and writes nothing but its count. All
 * that it reads are numbers and fixed words in data attributes, and the text of the page.
 */
export const SCRIPT = `
(() => {
  'use strict';
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const one = (selector) => document.querySelector(selector);
  const form = one('#filters');
  if (!form) return;
  const entries = all('[data-change]').map((element) => ({
    element,
    clusters: element.dataset.clusters.split(' '),
    text: element.textContent.toLowerCase(),
  }));
  const alerts = all('.alert');
  const ranks = { error: 3, warning: 2, notice: 1, '': 0 };
  const chosen = (name) => all('input[name=' + name + ']:checked', form).map((box) => box.value);

  const overlaps = (own, wanted) => wanted.length === 0 || own.some((each) => wanted.includes(each));

  const filter = () => {
    const words = one('#search').value.toLowerCase().split(/\\s+/).filter(Boolean);
    const unit = one('#unit').value;
    const least = ranks[one('#severity').value];
    const clusters = chosen('cluster');
    const changes = chosen('change');
    let shown = 0;
    for (const { element, clusters: own, text } of entries) {
      const { unit: ownUnit, change, severity } = element.dataset;
      const isShown =
        overlaps(own, clusters) &&
        (unit === '' || ownUnit === unit) &&
        ranks[severity] >= least &&
        (changes.length === 0 || changes.includes(change)) &&
        words.every((word) => text.includes(word));
      element.hidden = !isShown;
      if (isShown) shown += 1;
    }
    for (const element of alerts) {
      const own = element.dataset.clusters.split(' ').filter(Boolean);
      element.hidden = ranks[element.dataset.severity] < least || (own.length > 0 && !overlaps(own, clusters));
    }
    for (const group of all('.unit, .section')) {
      group.hidden = !all('[data-change]', group).some((element) => !element.hidden);
    }
    for (const column of all('[data-column]')) {
      column.hidden = clusters.length > 0 && !clusters.includes(column.dataset.column);
    }
    one('#count').textContent = shown + ' of ' + entries.length + ' shown';
  };

  const clear = () => {
    form.reset();
    filter();
  };

  /* What a link leads to is shown, and opened, whatever the filters say. */
  const reveal = () => {
    const target = location.hash.length > 1 ? document.getElementById(location.hash.slice(1)) : null;
    if (!target) return;
    if (target.closest('[hidden]') || target.hidden) {
      clear();
    }
    for (let at = target; at; at = at.parentElement) if (at instanceof HTMLDetailsElement) at.open = true;
    const focus = target instanceof HTMLDetailsElement ? target.querySelector('summary') : target;
    if (!focus.matches('summary, [tabindex]')) focus.tabIndex = -1;
    focus.focus({ preventScroll: true });
    target.scrollIntoView({ block: 'start' });
  };

  form.hidden = false;
  form.addEventListener('input', filter);
  form.addEventListener('submit', (event) => event.preventDefault());
  one('#clear').addEventListener('click', clear);
  one('#expand').addEventListener('click', () => {
    for (const { element } of entries) if (!element.hidden && element instanceof HTMLDetailsElement) element.open = true;
  });
  one('#collapse').addEventListener('click', () => {
    for (const { element } of entries) if (element instanceof HTMLDetailsElement) element.open = false;
  });
  for (const cell of all('.cell')) {
    cell.addEventListener('click', () => {
      form.reset();
      one('#unit').value = cell.dataset.unit;
      for (const box of all('input[name=cluster]', form)) box.checked = box.value === cell.dataset.cluster;
      filter();
    });
  }
  addEventListener('hashchange', reveal);
  addEventListener('keydown', (event) => {
    const isTyping = event.target instanceof HTMLElement && event.target.matches('input, select, textarea');
    if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    one('#search').focus();
  });
  filter();
  reveal();
})();
`;
