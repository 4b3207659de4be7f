import type { Answer } from './answer.ts';
import type { Context } from './context.ts';

const whole = (text: string | null, otherwise: number): number => {
  const value = Number(text ?? otherwise);
  return Number.isInteger(value) && value > 0 ? value : otherwise;
};

interface Page<T> {
  readonly items: T[];
  readonly headers: Record<string, string>;
}

/** The asked-for page (30 items unless told, never more than 100) and its Link header. */
export const page = <T>(context: Context, all: readonly T[]): Page<T> => {
  const size = Math.min(whole(context.query.get('per_page'), 30), 100);
  const number = whole(context.query.get('page'), 1);
  const last = Math.max(1, Math.ceil(all.length / size));
  const link = (rel: string, to: number): string => {
    const url = new URL(context.url);
    url.searchParams.set('page', String(to));
    return `<${url.href}>; rel="${rel}"`;
  };
  const links = [
    ...(number > 1 ? [link('prev', Math.min(number - 1, last))] : []),
    ...(number < last ? [link('next', number + 1), link('last', last)] : []),
    ...(number > 1 ? [link('first', 1)] : []),
  ];
  return {
    items: all.slice((number - 1) * size, number * size),
    headers: links.length > 0 ? { link: links.join(', ') } : {},
  };
};

/** A list endpoint's whole answer. */
export const paginated = <T, U>(context: Context, all: readonly T[], show: (item: T) => U): Answer => {
  const { items, headers } = page(context, all);
  return { status: 200, body: items.map(show), headers };
};
