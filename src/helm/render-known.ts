import { describeError } from '../gotemplate/engine/describe-error.ts';
import { ExecError } from '../gotemplate/run/exec-error.ts';
import { MARK } from '../gotemplate/value/marked.ts';
import { namedSecretsIn } from '../kubernetes/facts/secret-names.ts';
import type { Mapping, Scalar } from '../yaml/node/node.ts';
import type { Chart } from './chart/chart.ts';
import { type ReleaseInputs, type RenderedRelease, renderRelease } from './render-release.ts';
import { Hiding, type Sources } from './unknown/hide.ts';
import { hideInText, hideLines, hideTexts } from './unknown/hide-in-text.ts';
import { allKnown, type KnownHook, type KnownManifest, knownObjects, type MayCome } from './unknown/known-objects.ts';
import { changingPartsOf, releaseIn } from './unknown/release-in.ts';
import type { WorldKind } from './unknown/stand-in.ts';
import { StandIns } from './unknown/stand-ins.ts';
import { type Hidden, hiddenOf, valuesIn } from './unknown/values-in.ts';
import { type Failure, World } from './unknown/world.ts';

/** A HelmRelease of whose values some may be secret, or not known: those scalars are marked as hidden. */
export interface PartlyKnownInputs extends Omit<ReleaseInputs, 'values' | 'outside' | 'world' | 'action' | 'release'> {
  readonly release: { readonly node: Mapping; readonly name: string; readonly namespace: string };
  readonly values: Mapping;
  /** A token for each file of values that is not known: any value may come from it. */
  readonly unknownFiles?: readonly string[];
  readonly action: PartlyKnownAction;
}

export type PartlyKnownAction =
  | { readonly kind: 'install' }
  | {
      readonly kind: 'upgrade';
      readonly revision?: number;
      readonly former?: { readonly chart: Chart; readonly values: Mapping };
    };

type Told = 'target' | 'chartVersion' | 'crds' | 'notes' | 'uncheckedSchemas' | 'problems';

/** A release as it may be shown, and compared with another one: no text in it that is not hidden holds a secret. */
export interface KnownRelease extends Pick<RenderedRelease, Told> {
  readonly manifests: readonly KnownManifest[];
  readonly hooks: readonly KnownHook[];
  /** Objects that are not there, and would be if a test of what is not known came out the other way. */
  readonly mayCome: readonly MayCome[];
  /** Why rendering may fail in the cluster, as that hangs on what is not known. */
  readonly mayFail: readonly string[];
  readonly sources: Sources;
  /** What keeps it from being known as a whole; a sentence each. */
  readonly partlyKnown: readonly string[];
  /** How often the chart was rendered. */
  readonly renderings: number;
}

/**
 * Renders a release and finds which fields hang on what must not be shown (values of Secrets) or is not known (values
 * that are encrypted or absent; random texts, keys, certificates; the time; what is in the cluster).
 *
 * Where a chart asks for none of that, it is rendered once. Else it is rendered once more with other texts in place of
 * all that, and, where something is not known, once more with each test of it turned around: a field that is another one
 * then hangs on it, and what comes or goes may be there. So no function needs to know of secrets, and none can leak one.
 */
export function renderKnown(inputs: PartlyKnownInputs): KnownRelease {
  return new Renderer(inputs).render();
}

/** A chart that was rendered in a world. */
interface Rendering {
  readonly world: World;
  readonly release: RenderedRelease;
}

class Renderer {
  readonly #inputs: PartlyKnownInputs;
  readonly #hidden: Hidden;
  #renderings = 0;

  constructor(inputs: PartlyKnownInputs) {
    this.#inputs = inputs;
    const { release, values, action } = inputs;
    const former = action.kind === 'upgrade' && action.former !== undefined ? [action.former.values] : [];
    this.#hidden = hiddenOf([values, ...former, ...changingPartsOf(release.node)]);
  }

  render(): KnownRelease {
    const known = this.#render('known', 'end');
    if (known.release.problems.length > 0) return this.#failed(known);
    const sources = this.#sourcesOf(known);
    if (!sources.hasSecrets && !isUnknown(sources)) return this.#asItIs(known);
    return this.#compared(known, isUnknown(sources) ? this.#render('turned-tests', 'go-on') : undefined);
  }

  /** @param named what is secret by its name alone, and is to be another text in such a world */
  #render(kind: WorldKind, onFailure: 'end' | 'go-on', named?: ReadonlySet<Scalar>): Rendering {
    this.#renderings += 1;
    const { release, values, action, unknownFiles: _, ...rest } = this.#inputs;
    const world = new World(kind, onFailure);
    const rendered = renderRelease({
      ...rest,
      release: { ...release, node: releaseIn(kind, release.node) },
      values: valuesIn(kind, values, named),
      action: actionIn(kind, action),
      outside: world.outside,
      world,
    });
    return { world, release: rendered };
  }

  #sourcesOf({ world }: Rendering): Sources {
    const { hasSecrets, unknown } = this.#hidden;
    return {
      hasSecrets,
      unknown: unknown.map(({ text }) => text),
      isGenerated: world.asksOutside,
      asksCluster: world.asksCluster,
    };
  }

  #asItIs({ release, world }: Rendering): KnownRelease {
    return {
      ...this.#told(release, { world, release }, undefined),
      manifests: release.manifests.map(allKnown),
      hooks: release.hooks.map(allKnown),
    };
  }

  /** @param tests the rendering with turned tests, where something is not known */
  #compared(known: Rendering, tests: Rendering | undefined): KnownRelease {
    const texts = this.#render('other-texts', 'go-on');
    const [problem] = texts.release.problems;
    if (problem !== undefined) return this.#refused(known, CANNOT_TELL);
    const turned = tests?.release.problems.length === 0 ? tests.release : undefined;
    const standIns = new StandIns(this.#hidden.unknown, known.world, texts.world);
    const isTold = tests === undefined || turned !== undefined;
    const hiding = new Hiding(this.#sourcesOf(known), standIns, isTold ? 'told' : 'untold');
    const manifests = knownObjects(
      { known: known.release.manifests, texts: texts.release.manifests, tests: turned?.manifests },
      hiding,
    );
    const hooks = knownObjects(
      { known: known.release.hooks, texts: texts.release.hooks, tests: turned?.hooks },
      hiding,
    );
    return {
      ...this.#told(known.release, known, tests),
      notes: hideLines(known.release.notes, texts.release.notes),
      manifests: manifests.objects,
      hooks: hooks.objects,
      mayCome: [...manifests.mayCome, ...hooks.mayCome],
    };
  }

  /** A chart that fails with what stands in for what is not known need not fail with what that is. */
  #failed(known: Rendering): KnownRelease {
    const [problem = ''] = known.release.problems;
    if (isUnknown(this.#sourcesOf(known))) {
      const tests = this.#render('turned-tests', 'go-on');
      if (tests.release.problems.length === 0 && tests.world.failures.every(({ isSuspect }) => isSuspect)) {
        const goneOn = this.#render('known', 'go-on');
        if (goneOn.release.problems.length > 0) return this.#refused(known, CANNOT_TELL);
        const compared = this.#compared(goneOn, tests);
        return { ...compared, mayFail: [...new Set([this.#hiddenIn(problem), ...compared.mayFail])] };
      }
    }
    return this.#refused(known, this.#hiddenIn(problem));
  }

  #refused(known: Rendering, problem: string): KnownRelease {
    return { ...this.#told(known.release, known, undefined), notes: '', manifests: [], hooks: [], problems: [problem] };
  }

  /** @returns why the chart fails, without what must not be shown */
  #hiddenIn(problem: string): string {
    const named = this.#named();
    const isAllKnown = !this.#hidden.hasSecrets && this.#hidden.unknown.length === 0;
    if (isAllKnown && named.size === 0) return problem;
    const [other] = this.#render('other-texts', 'end', named).release.problems;
    // What fails by the value of a password need not tell it.
    return isAllKnown && other === undefined ? hideTexts(problem, [...named]) : hideInText(problem, other);
  }

  #named(): ReadonlySet<Scalar> {
    return new Set(namedSecretsIn(this.#inputs.values).map(({ scalar }) => scalar));
  }

  #mayFail(tests: Rendering | undefined): readonly string[] {
    const stops = (tests?.world.failures ?? []).flatMap(stopOf);
    const isTelling = this.#hidden.hasSecrets || (stops.length > 0 && this.#named().size > 0);
    return [...new Set(isTelling ? stops.map(() => FAILS) : stops)];
  }

  #told(release: RenderedRelease, known: Rendering, tests: Rendering | undefined) {
    const { target, chartVersion, crds, notes, uncheckedSchemas, problems } = release;
    const { unknownFiles = [] } = this.#inputs;
    return {
      ...{ target, chartVersion, crds, notes, uncheckedSchemas, problems },
      mayCome: [],
      mayFail: this.#mayFail(tests),
      sources: this.#sourcesOf(known),
      partlyKnown: [
        ...(unknownFiles.length > 0 ? [ANY_VALUE] : []),
        ...(tests !== undefined && tests.release.problems.length > 0 ? [TESTS_UNTOLD] : []),
      ],
      renderings: this.#renderings,
    };
  }
}

/** What a template says on purpose, with the stand-ins in it. */
function stopOf({ error, isSuspect }: Failure): readonly string[] {
  const message = isSuspect && error instanceof ExecError ? describeError(error.template, error) : '';
  return message.startsWith('execution error at') ? [message.replaceAll(MARK, '')] : [];
}

const CANNOT_TELL = 'what the chart makes cannot be told apart from what is secret or not known in its values';
const ANY_VALUE = 'a file of values is not known, which may set any value: what is shown is what comes of all others';
const TESTS_UNTOLD = 'what hangs on a test of what is not known could not be told';
const FAILS = 'the chart stops the release where a test of what is not known comes out the other way';

function isUnknown({ unknown, isGenerated, asksCluster }: Sources): boolean {
  return unknown.length > 0 || isGenerated || asksCluster;
}

/** @returns an upgrade, whose former values are those of a world */
export function actionIn(world: WorldKind, action: PartlyKnownAction): ReleaseInputs['action'] {
  if (action.kind === 'install') return action;
  const { former, ...rest } = action;
  return former === undefined ? rest : { ...rest, former: { ...former, values: valuesIn(world, former.values) } };
}
