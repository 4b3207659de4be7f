import type { ReadRoot, Span, Watch } from '../../gotemplate/run/trail.ts';
import { Tracer } from '../../gotemplate/trace/tracer.ts';
import { GoMap, type Value } from '../../gotemplate/value/value.ts';
import type { RenderTrace } from '../render/render-templates.ts';
import type { ChartTemplate } from '../render/templates.ts';
import { copyMap } from '../values/coalesce.ts';

/** A text that a template has written, and what of it came from where. */
export interface TracedText {
  readonly text: string;
  readonly spans: readonly Span[];
}

/** The maps of a dot whose fields are told as what was read. */
const ROOTS = ['Values', 'Chart', 'Release'];

/** Follows one render of a chart. */
export class ChartTrace implements RenderTrace {
  readonly #tracer = new Tracer();
  readonly #texts = new Map<string, TracedText>();
  readonly #builtIns = new Map<string, Value>();
  #values = new GoMap();

  get watch(): Watch {
    return this.#tracer;
  }

  /** What each template has written, by its path. */
  get texts(): ReadonlyMap<string, TracedText> {
    return this.#texts;
  }

  /** Those of the root chart, with those of the charts in it, as they were before templates changed them. */
  get values(): GoMap {
    return this.#values;
  }

  /** @returns the chart and the release, as the templates of a chart are told of them */
  builtIn({ name, chart }: ReadRoot): Value {
    return this.#builtIns.get(`${chart}${name}`);
  }

  /** The charts from the outside in, so that globals are those of the root chart as far as they are the same. */
  started(templates: readonly ChartTemplate[], values: GoMap): void {
    this.#values = copyMap(values);
    const charts = new Map(templates.map(({ basePath, dot }) => [basePath.replace(/\/templates$/, ''), dot]));
    const inwards = [...charts].sort(([a], [b]) => a.length - b.length);
    for (const [chart, dot] of inwards) {
      const subcharts = dot.get('Subcharts');
      const isOwn = (key: string | number) => !(subcharts instanceof GoMap && subcharts.has(String(key)));
      for (const name of ROOTS) {
        this.#tracer.settle({ name: `.${name}`, chart }, dot.get(name), isOwn);
        this.#builtIns.set(`${chart}.${name}`, dot.get(name));
      }
    }
    // Those of charts below that have no templates are read by others.
    for (const [chart, dot] of inwards) this.#tracer.settle({ name: '.Values', chart }, dot.get('Values'));
  }

  rendered(path: string, text: string): void {
    this.#texts.set(path, { text, spans: this.#tracer.partsOf(text) });
  }
}
