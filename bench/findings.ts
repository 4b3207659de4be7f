import type { Measure } from './measure.ts';

/** What a part of the bench found out. */
export interface Findings {
  readonly measures: readonly Measure[];
  readonly pictures: readonly Picture[];
}

/** Curves, as the page shows them. */
export interface Picture {
  /** Its name beside the page. */
  readonly file: string;
  readonly title: string;
  /** What lies along the bottom. */
  readonly across: string;
  /** What there is to see. */
  readonly told: string;
  readonly lines: readonly Line[];
}

/** A named line of a picture: what it costs, by size. */
export interface Line {
  readonly name: string;
  readonly points: readonly { readonly size: number; readonly seconds: number }[];
}
