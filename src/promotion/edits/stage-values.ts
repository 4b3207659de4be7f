import type { Subject } from '../places/subject.ts';
import { territoryOf } from '../places/territory.ts';
import type { Plan, Route } from '../plan/plan.ts';
import { ownWords } from '../plan/stage-words.ts';

/** Addresses, hosts and what people write per stage, as far as a line tells it. */
const PER_STAGE =
  /\b\d{1,3}(\.\d{1,3}){3}\b|\b[\w-]+(\.[\w-]+)+\.(com|org|net|io|dev|local|cloud|home|lan|[a-z]{2})\b|\$\{|(host(name)?s?|domain|cidr|zone|region|storageClass(Name)?|schedule|logLevel|tier|account(Id)?|tenant|vault)\w*"?:/i;
/** The host in the key of a label or an annotation is whose key it is. */
const QUALIFIED_KEY = /^\s*(- )?['"]?[\w.-]+\/[\w.-]+['"]?:/;
const SHOWN = 12;

/**
 * Notes the values of a copied file that people have to decide on: those that differ between the clusters that run it
 * today, those that name the source, and those that commonly tell clusters apart.
 */
export function noteStageValues(
  { plan, route, ways }: { readonly plan: Plan; readonly route: Route; readonly ways: { readonly subject: Subject } },
  from: string,
  to: string,
  text: string,
): void {
  const { source, target } = route;
  const others = plan.fleet.clusters.filter(
    (each) => each !== source && each !== target && each.inventory.objects.some(ways.subject.has),
  );
  const texts = others.flatMap((other) => {
    const path = territoryOf(source, other, plan.fleet.clusters).counterpart(from);
    const standing = path === undefined || path === from ? undefined : plan.draft.read(path);
    return standing === undefined ? [] : [new Set(standing.split('\n').map((line) => line.trim()))];
  });
  const words = ownWords(source.cluster, target.cluster);
  const lines = text.split('\n').flatMap((line, at) => {
    const bare = line.trim();
    if (bare === '' || bare.startsWith('#') || bare.startsWith('apiVersion:')) return [];
    const differs = texts.some((each) => !each.has(bare));
    const names = words.some((word) => line.split(/[^A-Za-z0-9]+/).includes(word));
    return differs || names || PER_STAGE.test(line.replace(/#.*/, '').replace(QUALIFIED_KEY, '')) ? [at + 1] : [];
  });
  const shown =
    lines.length > SHOWN ? `${lines.slice(0, SHOWN).join(', ')} and ${lines.length - SHOWN} more` : lines.join(', ');
  const what = lines.length === 0 ? '' : `: decide on the values in line${lines.length === 1 ? '' : 's'} ${shown}`;
  plan.notes.push(`${to} was copied from ${from}, as ${source.cluster.name} has it${what}.`);
}
