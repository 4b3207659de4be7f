import type { Mutation } from '../../mutate/mutation.ts';

/** Mistakes in the engine of templates, such as a hasty hand could make. */
export const mutations: readonly Mutation[] = [
  {
    name: 'a right trim marker trims nothing',
    file: 'parse/lexer',
    from: 'if (right.trims)\n            this.#skipSpaces();\n        return token;',
    to: 'return token;',
  },
  {
    name: 'a loop over an empty list has run',
    file: 'run/compile-range',
    from: 'return items.length > 0;',
    to: 'return true;',
  },
  {
    name: 'a loop with two variables gives the first the item',
    file: 'run/compile-range',
    from: 'run.assignFromTop(1, item, isInterface);\n        if (second !== undefined)\n            run.assignFromTop(2, key, false);',
    to: 'run.assignFromTop(names.length, item, isInterface);\n        if (second !== undefined)\n            run.assignFromTop(1, key, false);',
  },
  {
    name: 'values of other types are not equal, but can be compared',
    file: 'builtins/compare',
    from: 'return failTypes(a, b);\n    }\n    switch (kindA) {\n        case undefined:',
    to: 'return false;\n    }\n    switch (kindA) {\n        case undefined:',
  },
  {
    name: 'merge keeps what is empty',
    file: 'maps/maps',
    from: 'replaces || !isThere || isEmptyValue(current)',
    to: 'replaces || !isThere',
  },
  {
    name: 'trunc counts characters',
    file: 'strings/cut',
    from: 'sliceBytes(text, 0, bytes) : text',
    to: 'text.slice(0, bytes) : text',
  },
  {
    name: 'columns count characters',
    file: 'run/run',
    from: "new TextEncoder().encode(lines.at(-1) ?? '').length",
    to: "(lines.at(-1) ?? '').length",
  },
  {
    name: 'an error does not tell that a value stands in an interface',
    file: 'run/field',
    from: "run.isInterface = element === 'interface {}'",
    to: 'run.isInterface = false',
  },
  {
    name: 'a missing key is no error where it should be',
    file: 'run/field',
    from: "case 'error':\n            return run.fail(",
    to: "case 'error':\n            return undefined ?? String(",
  },
  {
    name: 'what a text of tpl defines stays known',
    file: 'engine/engine',
    from: 'new TemplateSet(base.set)',
    to: 'base.set',
  },
  {
    name: 'an include gives back no text of no value',
    file: 'engine/engine',
    from: 'const out = execute(around, name, data);',
    to: 'const out = withoutNoValue(execute(around, name, data));',
  },
  {
    name: 'JSON leaves what HTML would not',
    file: 'encoding/write-json',
    from: 'export const COMPACT_JSON = { escapesHtml: true,',
    to: 'export const COMPACT_JSON = { escapesHtml: false,',
  },
  {
    name: 'a release before a version meets any constraint',
    file: 'semver/constraint',
    from: "(version.pre === '' || allowsPre) && meets",
    to: 'meets',
  },
  {
    name: 'a fraction of a duration counts as a whole',
    file: 'dates/duration',
    from: '/ 10n ** BigInt(fraction.length)',
    to: '/ 1n',
  },
  {
    name: 'equal lists are not the same to uniq',
    file: 'lists/lists',
    from: 'kept.some((other) => deepEqual(item, other))',
    to: 'kept.includes(item)',
  },
  {
    name: 'or takes what is piped in before it looks at its arguments',
    file: 'run/call',
    from: 'piped === NOTHING ? value : piped',
    to: 'value',
  },
];
