import type { Installed, Inventory, Root } from '../../flux/roots/inventory.ts';
import type {
  FieldTrace,
  GivenOrigin,
  PostRenderer,
  TemplatePlace,
  UsedValue,
  ValueOrigin,
} from '../../helm/trace/trace-types.ts';
import type { Place } from '../../yaml/node/node.ts';
import { nodeAt } from '../../yaml/node/node-at.ts';
import { placeOf } from './change-chain.ts';
import { type ToldLine, toldLine } from './told-line.ts';

/** A field that a chart made. */
export interface MadeField {
  /** The line of the template that wrote it; undefined where none did. */
  readonly place: ToldLine | undefined;
  readonly how: HowMade;
}

/** How a chart made a field. */
export interface HowMade {
  /** What included that line, the outermost last. */
  readonly via: readonly ToldLine[];
  /** What it was made of, in the order in which it was read. */
  readonly values: readonly ValueUse[];
  /** What decided that it is there, and that it is made of these. */
  readonly conditions: readonly ValueUse[];
  /** What set it behind the templates. */
  readonly setBy?: PostRenderer | 'the namespace of the release';
}

/** A value that a template looked at, and who set it; what it is is not told, as it may be secret. */
export interface ValueUse {
  /** As the template names it: `.Values.image.tag` */
  readonly name: string;
  /**
   * default: a file of values of the chart, or one that the HelmRelease names for it. chart: its Chart.yaml. release: what
   * the release is called. unknown: a template, or in a way that nobody followed.
   */
  readonly from: 'spec.values' | 'valuesFrom' | 'default' | 'not set' | 'chart' | 'release' | 'unknown';
  /** The line that sets it, as far as it is known. */
  readonly place?: ToldLine;
  /** Of `valuesFrom`: the object, as `ConfigMap/sizes`. */
  readonly object?: string;
  readonly key?: string;
}

/** Finds the lines of what a release was made of, among all files. */
export class MadePlaces {
  readonly #release: Installed;
  readonly #roots: readonly Root[];

  /** @param inventory of the cluster that has what the release makes */
  constructor(release: Installed, { roots, above }: Pick<Inventory, 'roots' | 'above'>) {
    this.#release = release;
    this.#roots = [...roots, ...above];
  }

  /** @returns how a field was made */
  of({ place, via, values, conditions, changedBy }: FieldTrace): MadeField {
    return {
      place: place && this.#inChart(place),
      how: {
        via: via.map((each) => this.#inChart(each)),
        values: values.map((each) => this.#use(each)),
        conditions: conditions.map((each) => this.#use(each)),
        ...(changedBy === undefined ? {} : { setBy: changedBy }),
      },
    };
  }

  /** What has no file of its own among all files, as in a package, has no line there. */
  #inChart({ path, line }: Pick<TemplatePlace, 'path'> & { readonly line: number | undefined }): ToldLine {
    const at = this.#release.placeOf(path);
    return toldLine({ path: at.path, line: at.isOwn ? line : undefined });
  }

  #use({ name, chart, origin }: UsedValue): ValueUse {
    if (origin.kind !== 'built-in') return { name, ...this.#setBy(origin) };
    if (!name.startsWith('.Chart')) return { name, from: 'release' };
    return { name, from: 'chart', place: this.#inChart({ path: `${chart}/Chart.yaml`, line: undefined }) };
  }

  #setBy(origin: Exclude<ValueOrigin, { readonly kind: 'built-in' }>): Omit<ValueUse, 'name'> {
    switch (origin.kind) {
      case 'default':
        return { from: 'default', place: this.#inChart(origin) };
      case 'file':
        return { from: 'default', place: toldLine({ path: origin.file, line: origin.line }) };
      case 'spec.values': {
        const place = origin.place && placeOf({ place: origin.place }, this.#release.holder);
        return { from: 'spec.values', ...(place && { place: toldLine(place) }) };
      }
      case 'valuesFrom':
        return this.#inObject(origin);
      case 'unset':
        return { from: 'not set' };
      case 'option':
      case 'unknown':
        return { from: 'unknown' };
    }
  }

  #inObject({ objectKind, object, key, place }: Extract<GivenOrigin, { kind: 'valuesFrom' }>): Omit<ValueUse, 'name'> {
    const from = { from: 'valuesFrom', object: `${objectKind}/${object}`, key } as const;
    const { read } = this.#release.from.values;
    const resource = read.find(({ kind, name }) => kind === objectKind && name === object);
    const root = this.#roots.find(({ resources }) => resource !== undefined && resources.includes(resource));
    if (resource === undefined || root === undefined) return from;
    const held = nodeAt(resource.node, 'stringData', key) ?? nodeAt(resource.node, 'data', key);
    const at = [{ place: isThere(place) ? place : undefined }, { place: held?.place }];
    const [found] = at.flatMap((each) => placeOf(each, { resource, root }) ?? []);
    return { ...from, place: toldLine(found ?? { path: resource.trail.origin.path, line: undefined }) };
  }
}

/** @returns whether a line of a file is the one that holds it: a text that was printed anew has others */
export function isThere(place: Place | undefined): boolean {
  if (place === undefined) return false;
  const { source, offset } = place;
  const end = source.text.indexOf('\n', offset);
  const own = source.text.slice(source.text.lastIndexOf('\n', offset - 1) + 1, end < 0 ? undefined : end).trim();
  const line = source.file.text.split('\n')[source.lineAt(offset) - 1];
  return line?.includes(own) === true;
}
