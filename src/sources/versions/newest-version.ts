import { meetsConstraint } from '../../gotemplate/functions/semver/constraint.ts';
import { compareVersions, parseVersion, type Version } from '../../gotemplate/functions/semver/parse-version.ts';
import { GoError } from '../../gotemplate/value/go-error.ts';
import { FetchError } from '../problem/fetch-error.ts';

/** Something that has a version, and maybe a time. */
interface Versioned {
  readonly version: string;
  /** Settles which of two that differ by their metadata is the newer one. In milliseconds since 1970. */
  readonly created?: number | undefined;
}

/**
 * @param wanted a version as it is written, or a range; empty for the newest that is no pre-release
 * @returns the one of that very version, else the newest within the range; `undefined` where there is none
 * @throws FetchError `bad-range`
 * @see fluxcd/source-controller internal/helm/repository ChartRepository.getChartVersion
 */
export function newestVersion<Item extends Versioned>(items: readonly Item[], wanted: string): Item | undefined {
  const exact = wanted === '' ? undefined : items.find(({ version }) => version === wanted);
  if (exact !== undefined) return exact;
  const range = wanted === '' ? '*' : wanted;
  let best: { readonly item: Item; readonly version: Version } | undefined;
  for (const item of items) {
    const version = readVersion(item.version);
    if (version === undefined || !isWithin(range, item.version)) continue;
    if (best === undefined || isNewer(item, version, best.item, best.version)) best = { item, version };
  }
  if (best === undefined) refuseNoRange(range);
  return best?.item;
}

/**
 * @param range of versions
 * @returns the newest within it; several where they differ by their metadata, or by a `v`, alone
 * @throws FetchError `bad-range`
 * @see fluxcd/source-controller OCIRepositoryReconciler.getTagBySemver
 */
export function newestWithin<Item extends Pick<Versioned, 'version'>>(
  items: readonly Item[],
  range: string,
): readonly Item[] {
  refuseNoRange(range);
  let best: Version | undefined;
  let newest: Item[] = [];
  for (const item of items) {
    const version = readVersion(item.version);
    if (version === undefined || !isWithin(range, item.version)) continue;
    const order = best === undefined ? 1 : compareVersions(version, best);
    if (order > 0) [best, newest] = [version, [item]];
    else if (order === 0) newest.push(item);
  }
  return newest;
}

/** @returns a version of three parts; `v1` is none to Flux. @see fluxcd/pkg/version ParseVersion */
export function readVersion(text: string): Version | undefined {
  const version = text.split('.').length < 3 ? undefined : parseVersion(text);
  return typeof version === 'string' ? undefined : version;
}

function isNewer(item: Versioned, version: Version, than: Versioned, thanVersion: Version): boolean {
  const order = compareVersions(version, thanVersion);
  return order > 0 || (order === 0 && (item.created ?? 0) > (than.created ?? 0));
}

/** @throws FetchError `bad-range` */
export function isWithin(range: string, version: string): boolean {
  try {
    return meetsConstraint(range, version);
  } catch (error) {
    throw asFetchError(error, range);
  }
}

/** Nothing was there to be compared with. */
function refuseNoRange(range: string): void {
  isWithin(range, '0.0.0');
}

function asFetchError(error: unknown, range: string): unknown {
  if (!(error instanceof GoError)) return error;
  return new FetchError(
    'bad-range',
    `"${range}" is not a range of versions`,
    'Write it as 1.2.3, 1.2.x or ">=1.2 <2".',
  );
}
