import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { branchOf, type EditRequest, requestLine } from '../../src/github/commands/edit/edit-request.ts';
import { parseCommand } from '../../src/github/commands/run/parse-command.ts';

/** Words as people type them, from an alphabet small enough that requests often nearly meet. */
const word = fc.string({ unit: fc.constantFrom('a', 'b', '-', '/', '=', '.', 'A'), minLength: 1, maxLength: 4 });
const name = word.filter((text) => !/^--[a-z]/.test(text));

const requests: fc.Arbitrary<EditRequest> = fc.record({
  kind: fc.constantFrom('promote', 'demote'),
  unit: name,
  clusters: fc.uniqueArray(name, { maxLength: 3 }),
  options: fc.record({ from: fc.option(word, { nil: undefined }), overlay: fc.boolean(), here: fc.boolean() }),
});

test('a request reads back from its line as it was', () => {
  fc.assert(
    fc.property(requests, (request) => {
      const { kind, unit, clusters, options } = request;
      const given = Object.entries(options).filter(([, value]) => value !== undefined && value !== false);
      expect(parseCommand(requestLine(request))).toMatchObject({
        name: kind,
        words: [unit, ...clusters],
        flags: new Map(given.sort(([one], [other]) => (one < other ? -1 : 1))),
      });
    }),
  );
});

test('different requests, or bases, never share a branch; the same one always has the same', () => {
  const asked = fc.record({ request: requests, base: fc.constantFrom('main', 'release') });
  fc.assert(
    fc.property(asked, asked, (one, other) => {
      const isSame = one.base === other.base && requestLine(one.request) === requestLine(other.request);
      expect(branchOf(one.request, one.base) === branchOf(other.request, other.base)).toBe(isSame);
    }),
  );
  const again: EditRequest = { kind: 'promote', unit: 'a', clusters: ['b', 'b'], options: { overlay: false } };
  expect(branchOf(again, 'main')).toBe(branchOf({ ...again, clusters: ['b'], options: {} }, 'main'));
});

test('a branch is a name that git takes, whatever is asked for', () => {
  const wild = fc.record({
    kind: fc.constant('promote' as const),
    unit: fc.string({ minLength: 1, maxLength: 200 }),
    clusters: fc.array(fc.string({ minLength: 1, maxLength: 80 }), { maxLength: 5 }),
    options: fc.constant({}),
  });
  fc.assert(
    fc.property(wild, (request) => {
      expect(branchOf(request, 'main')).toMatch(
        /^blast-radius\/promote-[a-z0-9]+(-[a-z0-9]+)*-[a-z0-9]+(-[a-z0-9]+)*-[0-9a-f]{12}$/,
      );
    }),
  );
});
