/**
 * Makes an element. Text of the repository comes in as text alone, so that none of it is ever read as HTML.
 *
 * @type {<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, attributes?: Record<string, string | number | boolean | undefined>, ...children: (Node | string | undefined)[]) => HTMLElementTagNameMap[Tag]}
 */
export const element = (tag, attributes = {}, ...children) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) made.setAttribute(name, value === true ? '' : String(value));
  }
  made.append(...children.filter((child) => child !== undefined));
  return made;
};
