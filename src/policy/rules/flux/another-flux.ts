import { CONTROLLERS, type ControllerName, fluxMinorOf } from '../../../flux/controllers/controller-version.ts';
import { type Controllers, mainOf, type Running } from '../../../flux/controllers/controllers.ts';
import type { Flags } from '../../../flux/controllers/flags.ts';
import { changedTerms } from '../../../flux/controllers/instance-terms.ts';
import { controllerOf } from '../../../flux/controllers/refusals.ts';
import { instanceOf, isPausedInstance } from '../../../flux/objects/flux-instance.ts';
import { searchRootsFor } from '../../../flux/roots/search-roots.ts';
import { objectTitle } from '../../../kubernetes/facts/object-ref.ts';
import type { Resource } from '../../../kustomize/model/resource.ts';
import { listed } from '../../../text/counted.ts';
import { quoted } from '../../../text/quoted.ts';
import { sameValue } from '../../../yaml/print/same-value.ts';
import type { Found, Rule } from '../../view/rule.ts';
import { type Side, shown } from '../../view/side.ts';

export const anotherFlux: Rule = {
  id: 'another-flux',
  severity: 'warning',
  title: 'Flux itself changes in a cluster',
  why: 'A FluxInstance decides which release of Flux a cluster runs, which controllers, and with which options. None of that is an object in the repository, and all of it decides what happens to the others.',
  fix: 'Check what in the cluster relies on it before you merge.',
  check({ cluster, before, after }) {
    if (cluster.via !== undefined || before === undefined || after === undefined) return [];
    const paused = pausedIn(before, after);
    if (paused !== undefined) {
      const message = `${cluster.name} keeps its Flux as it is: ${objectTitle(paused)} is ${paused.kind === 'HelmRelease' ? 'suspended, so nothing happens' : 'paused, so flux-operator does nothing'} of what changes in it`;
      return [{ message, severity: 'notice', ...shown(paused.trail.origin) }];
    }
    const [was, is] = [madeIn(before), madeIn(after)];
    const from = [...is.values()][0]?.[0]?.from;
    if (was.size === 0 || from === undefined) return [];
    const place = shown(from.trail.origin);
    const then = [...was.values()][0]?.[0]?.from;
    const terms = then === undefined ? [] : changedTerms(then.node, from.node);
    const found = [
      ...release(was, is),
      ...comeAndGone(was, is, after),
      ...startedOtherwise(was, is),
      ...(terms.length === 0 ? [] : [{ message: terms.join('; '), severity: 'notice' } as const]),
    ];
    return found.map(({ message, severity }) => ({ message: `${cluster.name} ${message}`, severity, ...place }));
  },
};

type Told = Required<Pick<Found, 'message' | 'severity'>>;

const pausedInstancesIn = searchRootsFor(({ node }) => isPausedInstance(node));

/** A FluxInstance that the merge changes, and that flux-operator is told to leave alone. */
function pausedIn(before: Side, after: Side): Resource | undefined {
  const is = after.those(pausedInstancesIn)[0]?.resource;
  if (is === undefined) return undefined;
  const was = before.objects.find(({ resource }) => resource.id === is.id)?.resource;
  const [old, current] = [was, is].map((each) => each && instanceOf(each.node)?.spec);
  return old === undefined || current === undefined || sameValue(old, current) ? undefined : is;
}

/** What the Deployments of Flux are where no file of the repository holds them. */
function madeIn({ inventory }: Side): Controllers {
  return new Map([...inventory.controllers].filter(([, [first]]) => first?.from?.kind !== 'Deployment'));
}

function release(was: Controllers, is: Controllers): readonly Told[] {
  const [old, current] = [minorOf(was), minorOf(is)];
  if (old === undefined || current === undefined || old === current) return [];
  return [{ message: `runs Flux ${quoted(`2.${current}`)} instead of ${quoted(`2.${old}`)}`, severity: 'notice' }];
}

function minorOf(controllers: Controllers): number | undefined {
  for (const name of controllers.keys()) {
    const { version } = mainOf(controllers, name);
    if (version !== undefined) return fluxMinorOf(name, version);
  }
  return undefined;
}

function comeAndGone(was: Controllers, is: Controllers, after: Side): readonly Told[] {
  const come = CONTROLLERS.filter((name) => is.has(name) && !was.has(name));
  const gone = CONTROLLERS.filter((name) => was.has(name) && !after.inventory.controllers.has(name));
  return [
    ...(come.length === 0 ? [] : [{ message: `gets ${listed(come.map(quoted))}`, severity: 'notice' } as const]),
    ...gone.map((name): Told => {
      const left = after.objects.filter(({ resource }) => controllerOf(resource) === name);
      if (left.length === 0)
        return { message: `loses ${quoted(name)}, which has nothing to do there`, severity: 'notice' };
      const objects = listed(left.map(({ resource }) => objectTitle(resource)));
      return { message: `loses ${quoted(name)}: nothing acts on ${objects} any more`, severity: 'warning' };
    }),
  ];
}

/** Controllers that come to be started alike are told of together. */
function startedOtherwise(was: Controllers, is: Controllers): readonly Told[] {
  const names = new Map<string, ControllerName[]>();
  for (const [name, running] of is) {
    const [old, current] = [was.get(name), running].map((all) => new Set(all?.flatMap(wordsOf) ?? []));
    if (!was.has(name) || old === undefined || current === undefined) continue;
    const added = [...current].filter((word) => !old.has(word));
    const dropped = [...old].filter((word) => !current.has(word));
    if (added.length + dropped.length === 0) continue;
    const how = [
      ...(added.length === 0 ? [] : [`with ${listed(added.map(quoted))}`]),
      ...(dropped.length === 0 ? [] : [`no longer with ${listed(dropped.map(quoted))}`]),
    ].join(', ');
    names.set(how, [...(names.get(how) ?? []), name]);
  }
  const told = [...names].map(([how, all]) => `${listed(all.map(quoted))} ${how}`);
  return told.length === 0 ? [] : [{ message: `starts ${told.join('; ')}`, severity: 'notice' }];
}

/** What a Deployment is started with, as far as it decides what becomes of objects. */
function wordsOf({ flags }: Running): readonly string[] {
  const { noCrossNamespaceRefs, noRemoteBases, watchesAllNamespaces, defaultServiceAccount }: Flags = flags;
  return [
    ...(noCrossNamespaceRefs ? ['--no-cross-namespace-refs'] : []),
    ...(noRemoteBases ? ['--no-remote-bases'] : []),
    ...(watchesAllNamespaces ? [] : ['--watch-all-namespaces=false']),
    ...(defaultServiceAccount === '' ? [] : [`--default-service-account=${defaultServiceAccount}`]),
    ...(flags.watchLabelSelector === '' ? [] : [`--watch-label-selector=${flags.watchLabelSelector}`]),
    ...[...flags.gates].map(([gate, isOpen]) => `--feature-gates=${gate}=${isOpen}`),
  ];
}
