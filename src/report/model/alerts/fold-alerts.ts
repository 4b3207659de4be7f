import { listed } from '../../../text/counted.ts';
import type { Alert, PROBLEMS } from './alert.ts';

/**
 * Equal but for the cluster, or for its name and its files too: one alert. Found by one rule, or not known of roots, with one way
 * to repair it, or at one place: one alert with several messages.
 */
export function foldAlerts(all: readonly Alert[]): readonly Alert[] {
  const byText = foldBy(all, (alert) => ({ ...alert, ...BLANK })).map(together);
  const byCluster = foldBy(byText, (alert) =>
    alert.clusters.length > 1 ? alert : { ...alert, ...BLANK, ...generic(alert) },
  ).map(overClusters);
  const byRule = foldBy(byCluster, ({ messages: _messages, objects: _objects, places, remotes, ...rest }) => {
    const isOne = rest.rule === undefined && !OF_ROOTS.has(rest.id);
    return { ...rest, areRemote: remotes !== undefined, ...(isOne ? { places } : {}) };
  });
  return byRule.map(overMessages);
}

/** What two alerts that say the same may have each for itself. */
const BLANK = { clusters: [], places: [], objects: [], remotes: [] };

/** Of these there may be one for each root: what they say of several is read as a list. */
const OF_ROOTS: ReadonlySet<Alert['id']> = new Set<keyof typeof PROBLEMS>(['unresolved', 'partly-known']);

/** Where every message has a place of its own, they stand in the same order. */
function overMessages([first, ...others]: readonly [Alert, ...Alert[]]): Alert {
  const all = [first, ...others];
  const messages = all.flatMap((alert) => alert.messages);
  if (all.every((alert) => alert.messages.length === 1 && alert.places.length === 1) && isDistinct(messages)) {
    return { ...first, messages, places: all.flatMap(({ places }) => places), ...objectsOf(all), ...remotesOf(all) };
  }
  const places = new Map(all.flatMap((alert) => alert.places.map((each) => [JSON.stringify(each), each])));
  return {
    ...first,
    messages: [...new Set(messages)],
    places: [...places.values()],
    ...objectsOf(all),
    ...remotesOf(all),
  };
}

function objectsOf(all: readonly Alert[]): Pick<Alert, 'objects'> {
  const objects = new Set(all.flatMap((alert) => alert.objects ?? []));
  return objects.size === 0 ? {} : { objects: [...objects] };
}

function remotesOf(all: readonly Alert[]): Pick<Alert, 'remotes'> {
  const remotes = new Map(all.flatMap((alert) => (alert.remotes ?? []).map((each) => [JSON.stringify(each), each])));
  return remotes.size === 0 ? {} : { remotes: [...remotes.values()] };
}

function isDistinct(texts: readonly string[]): boolean {
  return new Set(texts).size === texts.length;
}

function foldBy(all: readonly Alert[], keyOf: (alert: Alert) => unknown): readonly (readonly [Alert, ...Alert[]])[] {
  const folded = new Map<string, [Alert, ...Alert[]]>();
  for (const alert of all) {
    const key = JSON.stringify(keyOf(alert));
    const known = folded.get(key);
    if (known === undefined) folded.set(key, [alert]);
    else known.push(alert);
  }
  return [...folded.values()];
}

/** What an alert says, with a blank wherever it names its cluster. */
function generic({ clusters, messages, fix }: Alert): Pick<Alert, 'messages' | 'fix'> {
  const blank = (text: string) => inPlaceOf(clusters[0], text, () => '\u0000');
  return { messages: messages.map(blank), fix: fix === undefined ? undefined : blank(fix) };
}

/** The first, of all their clusters and places. */
function together([first, ...others]: readonly [Alert, ...Alert[]]): Alert {
  const all = [first, ...others];
  const places = new Map(all.flatMap((alert) => alert.places.map((each) => [JSON.stringify(each), each])));
  const clusters = [...new Set(all.flatMap((alert) => alert.clusters))];
  return { ...first, clusters, places: [...places.values()], ...objectsOf(all), ...remotesOf(all) };
}

type Where = 'sentence' | 'path' | 'command';

/** How the names of several clusters stand in place of one. */
const WRITTEN: Readonly<Record<Where, (clusters: readonly string[]) => string>> = {
  sentence: (clusters) => listed(clusters),
  path: () => '<cluster>',
  command: (clusters) => clusters.join(' '),
};

/** The first, in which all the clusters' names stand for its own. */
function overClusters(alerts: readonly [Alert, ...Alert[]]): Alert {
  const folded = together(alerts);
  if (alerts.length === 1) return folded;
  const common = (text: string) => inPlaceOf(alerts[0].clusters[0], text, (where) => WRITTEN[where](folded.clusters));
  const { fix } = folded;
  return {
    ...folded,
    messages: folded.messages.map(common),
    fix: fix === undefined ? undefined : common(fix),
  };
}

function inPlaceOf(cluster: string | undefined, text: string, by: (where: Where) => string): string {
  if (cluster === undefined || cluster === '') return text;
  const name = cluster.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return text.replaceAll(new RegExp(`(?<![\\w.-])${name}(?![\\w-])(?!\\.\\w)`, 'g'), (found, at: number) => {
    if (text[at - 1] === '/' || text[at + found.length] === '/') return by('path');
    return by(isInCommand(text, at) ? 'command' : 'sentence');
  });
}

/** Whether a place in a text is between backticks that hold a slash command. */
function isInCommand(text: string, at: number): boolean {
  const spans = text.slice(0, at).split('`');
  return spans.length % 2 === 0 && spans.at(-1)?.startsWith('/') === true;
}
