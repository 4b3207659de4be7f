import type { MarkdownRenderer } from 'vitepress';

/**
 * Has braces in the pages be text: `{{` is what templates of Helm begin with, and no code of Vue's.
 *
 * @param renderer of the pages; what it makes of text and of code within a line is changed.
 */
export function keepBraces(renderer: MarkdownRenderer): void {
  for (const rule of ['text', 'code_inline'] as const) {
    const render = renderer.renderer.rules[rule];
    if (render === undefined) continue;
    renderer.renderer.rules[rule] = (...given) => render(...given).replaceAll('{{', '&#123;&#123;');
  }
}
