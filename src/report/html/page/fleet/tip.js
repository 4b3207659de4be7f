/** Shows what a mark stands for while it is pointed at or has the focus; Escape puts it away. */
export const showTips = (/** @type {HTMLElement} */ box) => {
  const tip = document.getElementById('tip');
  if (tip === null) return;
  const hide = () => {
    tip.hidden = true;
  };
  const show = (/** @type {Event} */ { target }) => {
    const mark = target instanceof Element ? target.closest('.mark') : null;
    if (mark === null) return hide();
    tip.textContent = mark.getAttribute('aria-label');
    tip.hidden = false;
    const { left, bottom, top } = mark.getBoundingClientRect();
    const { offsetWidth, offsetHeight } = tip;
    const below = bottom + 4;
    tip.style.left = `${Math.max(4, Math.min(left, document.documentElement.clientWidth - offsetWidth - 4))}px`;
    tip.style.top = `${below + offsetHeight > innerHeight ? Math.max(4, top - offsetHeight - 4) : below}px`;
  };
  box.addEventListener('mouseover', show);
  box.addEventListener('focusin', show);
  box.addEventListener('mouseleave', hide);
  box.addEventListener('focusout', hide);
  box.addEventListener('scroll', hide, { passive: true });
  addEventListener('scroll', hide, { passive: true });
  addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') hide();
  });
};
