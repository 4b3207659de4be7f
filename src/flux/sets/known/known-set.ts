import { Hiding } from '../../../helm/unknown/hide.ts';
import { hideInText } from '../../../helm/unknown/hide-in-text.ts';
import { knownObjects } from '../../../helm/unknown/known-objects.ts';
import { StandIns } from '../../../helm/unknown/stand-ins.ts';
import { type Hidden, hiddenOf } from '../../../helm/unknown/values-in.ts';
import { World } from '../../../helm/unknown/world.ts';
import { Mapping } from '../../../yaml/node/node.ts';
import { textAt } from '../../../yaml/node/node-at.ts';
import { expandSet, type SetObject, type SetToExpand } from '../expand/expand-set.ts';
import { type Part, SetError } from '../expand/set-error.ts';

/** What a ResourceSet makes, as it may be shown, and compared with what another one makes. */
export interface KnownSet {
  readonly objects: readonly SetObject[];
  /** Why it makes nothing. */
  readonly failure?: { readonly message: string; readonly part: Part | undefined };
}

/**
 * Makes the objects of a ResourceSet, and finds which of their fields hang on what must not be shown or is not known: as
 * releases are, by making them again with other texts in its place, and with each test of it turned around.
 */
export function knownSet(set: SetToExpand): KnownSet {
  const hidden = hiddenOf([...(set.spec === undefined ? [] : [set.spec]), ...set.inputs]);
  const known = new World('known', 'end');
  const made = expandIn(set, known);
  const isAllKnown = !hidden.hasSecrets && hidden.unknown.length === 0 && !known.asksOutside;
  if (made instanceof SetError)
    return failed(made, isAllKnown ? undefined : expandIn(set, new World('other-texts', 'end')));
  if (isAllKnown) return { objects: made };
  return compared(set, made, known, hidden);
}

function compared(set: SetToExpand, made: readonly SetObject[], known: World, hidden: Hidden): KnownSet {
  const isUnknown = hidden.unknown.length > 0 || known.asksOutside;
  const others = new World('other-texts', 'go-on');
  const texts = expandIn(set, others);
  const tests = isUnknown ? expandIn(set, new World('turned-tests', 'go-on')) : undefined;
  if (texts instanceof SetError) return failed(new SetError(CANNOT_TELL), undefined);
  const turned = tests instanceof SetError ? undefined : tests;
  const hiding = new Hiding(
    {
      hasSecrets: hidden.hasSecrets,
      unknown: hidden.unknown.map(({ text }) => text),
      isGenerated: known.asksOutside,
      asksCluster: false,
    },
    new StandIns(hidden.unknown, known, others),
    turned === undefined && isUnknown ? 'untold' : 'told',
  );
  const renderings = { known: made.map(asManifest), texts: texts.map(asManifest), tests: turned?.map(asManifest) };
  const { objects } = knownObjects(renderings, hiding);
  return {
    objects: objects.flatMap(({ node, object }) => {
      return node instanceof Mapping ? [{ ...object, node }] : [];
    }),
  };
}

const CANNOT_TELL = 'what it makes cannot be told apart from what is secret or not known in its inputs';

function expandIn(set: SetToExpand, world: World): readonly SetObject[] | SetError {
  try {
    return expandSet(set, world);
  } catch (error) {
    if (error instanceof SetError) return error;
    throw error;
  }
}

/** @param other what it says where other texts stand in, by which what is hidden in the message is found */
function failed({ message, part }: SetError, other: readonly SetObject[] | SetError | undefined): KnownSet {
  const shown =
    other === undefined ? message : hideInText(message, other instanceof SetError ? other.message : undefined);
  return { objects: [], failure: { message: shown, part } };
}

/** Objects of one template and one set of inputs are paired, whatever their names. */
function asManifest(object: SetObject) {
  const { node, part, input } = object;
  const path = JSON.stringify([part.path, input]);
  const name = textAt(node, 'metadata', 'name');
  return { path, kind: textAt(node, 'kind'), name, node, object };
}
