const CONSTRAINTS = [
  '">=1.20-0"',
  '"^1.2.3"',
  '"~1.2"',
  '"1.2.x || >1.5 <2"',
  '">= 1.2.3-rc.1, < 2"',
  '"1.0 - 2.0.0"',
  '"!=1.2.3"',
  '"*"',
  '"^0.0.3"',
  '"~0"',
  '">1.2"',
  '"<=1.2.x"',
  '"=v1.2.3"',
];
const VERSIONS = [
  '"1.2.3"',
  '"v1.27.3-eks-1"',
  '"1.2.3-rc.1"',
  '"0.0.3"',
  '"1.6"',
  '"2.0.0+meta.5"',
  '"1.2.3-alpha.10"',
  '"bad"',
  '.Capabilities.KubeVersion.Version',
];
const PATTERNS = [
  '"a(x*)b"',
  '"[a-z]+"',
  '"(?i)HELLO"',
  '"(?P<n>l+)o"',
  '"^$"',
  '"\\\\s+"',
  '"é|☃"',
  '"[[:upper:]]"',
  '"("',
  '"z*"',
  '"(a|b)?"',
];
const SUBJECTS = ['"-ab-axxb-"', '"hello world"', '"Hello\\nWorld"', '"héllo ☃ 日本"', '""', '"pizza"', '"é\\xffz"'];
const REPLACEMENTS = [`"\${1}W"`, '"$1"', `"$n-\${n}"`, '"$$"', '""', '"<$0>"'];
const DURATIONS = [
  '"1.5h"',
  '"-2m30s"',
  '"400h"',
  '"1h2m3.5s"',
  '"0"',
  '"10"',
  '"1d"',
  '"999ms"',
  '"-1.25s"',
  '"8760h1m"',
  '(int64 95)',
  '95',
];
const TIMES = ['(toDate "2006-01-02" "2024-02-29")', '(toDate "2006-01-02 15:04" "1999-12-31 23:59")'];
const TEXTS = [
  '"héllo ☃ 日本"',
  '"FirstName HTTPServer"',
  '"a-b_c d"',
  '"é\\xffz"',
  '"ab"',
  '"<a & \'b\'>"',
  '"  x y  "',
  '.Values.str',
  '.Values.long',
];
const WIDE_TEXTS = ['"héllo ☃ 日本"', '"日本語"', '"ünï"', '"é\\xffz"', '"a☃b"', '.Values.str', '.Values.long'];
const COUNTS = ['0', '1', '2', '4', '-1', '-3', '7', '30'];
const MAPS = [
  '(dict "a" "" "b" 0 "c" (dict "d" 1 "e" nil) "l" (list 1))',
  '(dict "a" 1 "b" (list 2) "c" (dict "d" 2 "f" false) "l" (list 3 4))',
  '(dict "c" nil "l" (list) "x" "<&>")',
  '(dict "e" "x" "n" (dict "x" 0 "y" 2))',
  '.Values.map',
  '.Values.nested',
  '(dict "a" (dict) "z" 1.5)',
];
/** Of which some have what is empty where others have something. */
const MERGED = [
  ...MAPS,
  '(dict "a" "" "e" "x" "b" 0)',
  '(dict "e" (list 1) "b" 1 "n" (dict "x" 0 "y" 2))',
  '(dict "e" 0 "c" (dict "f" "" "e" 1))',
  '(dict "c" (dict "f" 2 "e" nil) "e" "y")',
];
const MARKUP = ['"<a & \'b\'>"', '(dict "<" "&")', '(list ">" 1 "é")', '(dict "x" (list "<&>"))', '"\\u2028<"'];
const LISTS = [
  '(list 1 1.0 "1" 1)',
  '(list (list 1) (list 1) (dict "a" 1) (dict "a" 1) nil nil)',
  '(list "b" 10 9 "a" "" nil)',
  '.Values.list',
  '.Values.mixed',
  '.Values.maps',
  '(list "" 0 false nil (list) (dict) "x")',
];
const REPEATING = [
  '(list (list 1) (list 1) (dict "a" 1) (dict "a" 1) nil nil)',
  '(list (list) (list "x") (list "x") "" "")',
  '(list (dict) (dict "a" (list 1)) (dict "a" (list 1)))',
  '(list 1 1.0 "1" 1 (list 1) (list 1))',
  '.Values.list',
  '.Values.mixed',
];
const ITEMS = ['1', '"a"', 'nil', '(list 1)', '(dict "a" 1)', '1.0', '""'];
const ANYTHING = [
  ...MAPS,
  ...LISTS,
  '"<a & \'b\'>"',
  '"yes"',
  '"0x1F"',
  '"2024-01-02"',
  '"a: b"',
  '"line\\n two\\n"',
  '"\\u2028"',
  '1e21',
  '0.1',
  '1e6',
  '.Values',
  '"é\\xffz"',
  '(list "- x" "#c" "~" " pad ")',
];
const ENCODED = [
  '"QUJD"',
  '"QUI="',
  '"QQ==\\n"',
  '"Q\\nUJ"',
  '"QQ=B"',
  '"MFRGG==="',
  '"MFRGG==B"',
  '"ME======x"',
  '"é"',
];
const JSONS = [
  '"{\\"a\\": [1, 2.5e3, -0], \\"b\\": null}"',
  '"[1, \\"\\\\u00e9\\\\ud83d\\\\n\\", true]"',
  '"{\\"a\\": 1e999, \\"b\\": 2}"',
  '"[1e999, 2"',
  '"\\"\\\\x\\""',
  '"tru"',
  '"[1 é]"',
  '"\\"a\\xffb\\""',
  '"01"',
];
const NUMBERS = [
  '7',
  '-7',
  '2.5',
  '"12"',
  '"0o17"',
  '"1e3"',
  '0.1',
  '3',
  '1e6',
  '0',
  '.Values.int',
  '.Values.float',
  '"3.7"',
  'true',
  '9223372036854775807',
];
const LAYOUTS = [
  '"2006-01-02"',
  '"2006-01-02T15:04:05Z07:00"',
  '"Jan _2 2006 3:04PM"',
  '"15:04:05.000"',
  '"15:04:05"',
  '"2006 002"',
  '"MST -0700"',
  '"Monday 06 __2"',
];
const DATES = [
  '"2024-02-29"',
  '"2023-02-29"',
  '"2024-02-29T10:00:00+05:30"',
  '"Mar  4 2021 1:05AM"',
  '"23:59:59.999"',
  '"2024 060"',
  '"2024 366"',
  '"CEST +0200"',
  '"GMT+3 +0000"',
  '"friday 69   7"',
  '"x"',
];
const FORMATS = [
  '"%5d|%-5d|%05d|%+d"',
  '"%x|%X|%o|%b|%c|%U|%q"',
  '"%.2f|%e|%g|%8.3f"',
  '"%s|%v|%T|%t"',
  '"%+v|%#v|% d|%6.2v"',
  '"%[2]v %[1]v"',
  '"%d %d"',
  '"%*d|%.*f"',
  '"%%|%z|%"',
  '"%10s|%-10s|%.3s|%q"',
];

/** Words that a function can do something with, by its arguments; the last ones stand for all further ones. */
const FITTING: readonly (readonly [names: RegExp, words: readonly (readonly string[])[]])[] = [
  [/^semverCompare$/, [CONSTRAINTS, VERSIONS]],
  [/^semver$/, [VERSIONS]],
  [/regexReplaceAll/i, [PATTERNS, SUBJECTS, REPLACEMENTS]],
  [/regex(Split|FindAll)$/i, [PATTERNS, SUBJECTS, COUNTS]],
  [/regex/i, [PATTERNS, SUBJECTS]],
  [/date_?modify$/i, [DURATIONS.slice(0, 10), TIMES]],
  [/^duration/, [DURATIONS]],
  [/toDate$/i, [LAYOUTS, DATES]],
  [/^printf$/, [FORMATS, [...ANYTHING, ...NUMBERS]]],
  [/^(trunc|abbrev|wrap)$/, [COUNTS, WIDE_TEXTS]],
  [/^(substr|abbrevboth)$/, [COUNTS, COUNTS, WIDE_TEXTS]],
  [/^(wrapWith)$/, [COUNTS, ['"-"', '"\\n"'], TEXTS]],
  [/case$|^(title|untitle|initials|nospace|upper|lower|trim|quote|squote|js|html|urlquery|cat)$/, [TEXTS]],
  [/^(mustM|m)erge/, [MERGED]],
  [/^(has|mustHas)$/, [ITEMS, LISTS]],
  [/^(mustU|u)niq$|^(mustC|c)ompact$/, [REPEATING]],
  [/(append|prepend|push|without)$/i, [LISTS, ITEMS]],
  [/(sortAlpha|reverse|first|last|rest|initial|toStrings)$/i, [LISTS]],
  [/chunk$/i, [COUNTS, LISTS]],
  [/^slice$|mustSlice$/, [LISTS, ['0', '1', '2', '9', '-1']]],
  [/^concat$/, [LISTS]],
  [/^b(64|32)dec$/, [ENCODED]],
  [/fromJson/i, [JSONS]],
  [/^join$/, [['","', '"é"', '""'], LISTS]],
  [/to(Raw|Pretty)?Json$/i, [[...MARKUP, ...MARKUP, ...ANYTHING]]],
  [/to(Yaml|Toml)|toYamlPretty|deepCopy|toString$/i, [ANYTHING]],
  [
    /^(eq|ne|lt|le|gt|ge|deepEqual)$/,
    [
      [...NUMBERS, ...ITEMS],
      [...NUMBERS, ...ITEMS],
    ],
  ],
  [/^(add|sub|mul|div|mod|max|min|biggest)[1f]*$|^(round|floor|ceil|int|int64|float64|toDecimal)$/, [NUMBERS]],
  [/^(omit|pick|pluck|dig|get|hasKey)$/, []],
  [/^(coalesce|default|empty|all|any|ternary|and|or|not)$/, [[...ITEMS, ...LISTS.slice(6), '(dict)', '0', 'false']]],
];

/** @returns words that fit an argument of a function, where some are known */
export function fittingWords(name: string, argument: number): readonly string[] | undefined {
  const words = FITTING.find(([names]) => names.test(name))?.[1];
  return words?.[argument] ?? words?.at(-1);
}
