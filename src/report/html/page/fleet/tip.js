/** Shows what a mark stands for while it is pointed at or has the focus; Escape puts it away. */
export const showTips = (/** @type {HTMLElement} */ box) => {
  const tip = document.getElementById('tip');
  if (tip === null) return;
  /** @type {Element | null} */
  let mark = null;
  const hide = () => {
    mark = null;
    tip.hidden = true;
  };
  // A mark that gets the focus may be scrolled into sight after that.
  const place = () => {
    if (mark === null) return;
    if (!mark.isConnected) return hide();
    const { left, bottom, top } = mark.getBoundingClientRect();
    const { offsetWidth, offsetHeight } = tip;
    const below = bottom + 4;
    tip.style.left = `${Math.max(4, Math.min(left, document.documentElement.clientWidth - offsetWidth - 4))}px`;
    tip.style.top = `${below + offsetHeight > innerHeight ? Math.max(4, top - offsetHeight - 4) : below}px`;
  };
  const show = (/** @type {Event} */ { target }) => {
    mark = target instanceof Element ? target.closest('.mark') : null;
    if (mark === null) return hide();
    tip.textContent = mark.getAttribute('aria-label');
    tip.hidden = false;
    place();
  };
  box.addEventListener('mouseover', show);
  box.addEventListener('focusin', show);
  box.addEventListener('mouseleave', hide);
  box.addEventListener('focusout', hide);
  box.addEventListener('scroll', place, { passive: true });
  addEventListener('scroll', place, { passive: true });
  addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') hide();
  });
};
