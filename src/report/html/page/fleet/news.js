/** In milliseconds: a server that many look at is not asked by all of them at once, and by none of them all the time. */
const PAUSE = 30_000;
const SPREAD = 2_000;

/**
 * Has the page of now come in whenever there is something new to show.
 *
 * @type {(update: (page: Document) => void) => void}
 */
export const followNews = (update) => {
  const status = document.getElementById('news');
  const path = status?.dataset.news;
  if (status === null || path === undefined) return;
  let lastAsked = -PAUSE;
  let isWaiting = false;

  const ask = async () => {
    isWaiting = false;
    lastAsked = performance.now();
    try {
      const headers = { 'blast-radius-page': 'yes' };
      const response = await fetch(location.pathname, { headers, redirect: 'error', cache: 'no-store' });
      if (!response.ok) throw new Error(String(response.status));
      update(new DOMParser().parseFromString(await response.text(), 'text/html'));
      status.textContent = `Updated at ${new Date().toLocaleTimeString()}.`;
    } catch {
      status.textContent = 'There is something new, which could not be loaded: it is tried again.';
      soon();
    }
  };
  const soon = () => {
    if (isWaiting) return;
    isWaiting = true;
    setTimeout(ask, Math.max(Math.random() * SPREAD, lastAsked + PAUSE - performance.now()));
  };
  const open = () => {
    const stream = new EventSource(path);
    stream.addEventListener('news', soon);
    stream.addEventListener('error', () => {
      // What was broken off, the browser opens again by itself; what was refused, it does not.
      if (stream.readyState !== EventSource.CLOSED) return;
      status.textContent = 'Updates have stopped: reload the page to sign in again.';
      setTimeout(open, PAUSE);
    });
  };
  open();
};
