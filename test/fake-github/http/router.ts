import type { Route } from './route.ts';

export interface Match {
  readonly route: Route;
  readonly params: Record<string, string>;
}

/** Parameters that may hold slashes, as a path or a branch does. */
const wide = new Set(['path', 'ref', 'branch', 'basehead']);

const compile = (template: string): RegExp => {
  const pattern = template
    .replace(/[.]/g, '\\.')
    .replace(/\{(\w+)\}/g, (_, name: string) => `(?<${name}>${wide.has(name) ? '.+' : '[^/]+'})`);
  return new RegExp(`^${pattern}/?$`);
};

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** Finds the route of a request; among several the one with the most literal template. */
export const createRouter = (routes: readonly Route[]) => {
  const literal = ({ template }: Route) => template.replace(/\{\w+\}/g, '').length;
  const table = [...routes]
    .sort((a, b) => literal(b) - literal(a))
    .map((route) => ({ route, pattern: compile(route.template) }));
  return (method: string, path: string): Match | undefined => {
    for (const { route, pattern } of table) {
      if (route.method !== method) continue;
      const match = pattern.exec(path);
      if (!match) continue;
      const groups = Object.entries(match.groups ?? {});
      return { route, params: Object.fromEntries(groups.map(([name, value]) => [name, decode(value)])) };
    }
    return undefined;
  };
};
