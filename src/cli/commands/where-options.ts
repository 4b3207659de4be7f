import type { TreeOptions } from '../open/tree-options.ts';

/** The options of `blast-radius where`. */
export interface WhereOptions extends TreeOptions {
  readonly objects?: boolean;
  readonly format: 'text' | 'markdown' | 'json';
}
