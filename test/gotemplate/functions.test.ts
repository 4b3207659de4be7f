import { expect, test } from '@jest/globals';
import { ALL_FUNCTIONS, render } from './render.ts';

test('a function of each family that charts use is there, each with the source of its behavior', () => {
  const names =
    'include tpl printf default toYaml b64enc sha256sum dict append merge semverCompare regexMatch now genCA dig';
  const missing = names.split(' ').filter((name) => !ALL_FUNCTIONS.has(name) && name !== 'include' && name !== 'tpl');
  expect(missing).toEqual([]);
  expect([...ALL_FUNCTIONS].filter(([, fn]) => fn.source === '')).toEqual([]);
});

test.each([
  [
    'printf "%5d|%-5d|%05d|%+d|%x|%o|%b|%c|%U|%q" 42 42 42 42 255 8 5 65 9731 65',
    "   42|42   |00042|+42|ff|10|101|A|U+2603|'A'",
  ],
  ['printf "%.2f|%e|%g|%8.3f|%.0f|%.0f" 1.555 1500.0 1e21 3.14159 2.5 3.5', '1.55|1.500000e+03|1e+21|   3.142|2|4'],
  ['printf "%d|%s|%z" "x" 1 1', '%!d(string=x)|%!s(int=1)|%!z(int=1)'],
  [
    'printf "%5d|%.2f|%-8d|%08d" "x" 6 "ab" 1.5',
    '%!d(string=    x)|%!f(int=06)|%!d(string=ab      )|%!d(float64=000001.5)',
  ],
  ['printf "%6d" (list 1 "a" nil)', '[     1 %!d(string=     a) <nil>]'],
  ['printf "%.1d" (dict "abc" "def")', 'map[%!d(string=a):%!d(string=d)]'],
  ['printf "%5d" (semver "1.2.3")', '&{    1     2     3 %!d(string=     ) %!d(string=     ) %!d(string=1.2.3)}'],
  ['printf "%5z" 12', '%!z(int=   12)'],
  ['printf "%d %d" 1', '1 %!d(MISSING)'],
  ['printf "%d" 1 2', '1%!(EXTRA int=2)'],
  ['printf "%[2]s %[1]s" "a" "b"', 'b a'],
  ['printf "%v %T" (list 1 "a" nil) (dict)', '[1 a <nil>] map[string]interface {}'],
  ['print 1 2 "a" "b" 3', '1 2a b3'.replace('a b', 'ab')],
  ['len "héllo"', '6'],
  ['trunc 2 "héllo" | quote', '"h\\xc3"'],
  ['trunc 63 "x" | trimSuffix "-"', 'x'],
  ['snakecase "FirstName HTTPServer fooBar9"', 'first_name_http_server_foo_bar9'],
  ['add 9223372036854775807 1', '-9223372036854775808'],
  ['div 7 2', '3'],
  ['mulf 0.1 3', '0.3'],
  ['round 3.746 2', '3.75'],
  ['int "8.0"', '8'],
  ['mergeOverwrite (dict "a" (dict "b" 1 "c" 2)) (dict "a" (dict "b" 3)) | toJson', '{"a":{"b":3,"c":2}}'],
  ['merge (dict "a" "" "b" 1) (dict "a" "x" "b" 2) | toJson', '{"a":"x","b":1}'],
  ['dig "a" "b" "none" (dict "a" (dict "b" 5))', '5'],
  ['toJson (dict "b" (list 1 "<a>") "a" nil)', '{"a":null,"b":[1,"\\u003ca\\u003e"]}'],
  ['dict "yes" "on" "n" 1e6 | toYaml', '"n": 1000000\n"yes": "on"'],
  ['dict "a" (list 1 (dict "b" 2)) | toYamlPretty', 'a:\n  - 1\n  - b: 2'],
  ['dict "a" (list 1 (list 2 nil)) | toToml', 'toml: cannot encode array with nil element'],
  ['round 0 1000', 'NaN'],
  ['dict "a" 1.5 "b" (dict "c" "d") | toToml', 'a = 1.5\n\n[b]\n  c = "d"\n'],
  ['(fromToml "a = 1\\n[b]\\nc = [1.5, \'x\']").b.c', '[1.5 x]'],
  ['(fromYaml "a: yes\\n0x10: 010").a', 'true'],
  [
    'fromYaml "yes: 1\\n0x10: 010\\n1.50: no\\n\\"on\\": 2024-01-02" | toJson',
    '{"1.5":false,"16":8,"on":"2024-01-02","true":1}',
  ],
  ['(fromYaml "# c\\n---\\na: 1").a', '1'],
  ['(fromYaml "\\n# c\\n  # d\\n--- # e\\na: 1\\n---\\na: 2").a', '1'],
  ['fromYaml "---\\n---\\na: 1"', 'map[]'],
  ['(fromYaml "a: 1\\n---\\na: 2").a', '1'],
  [
    'fromYaml "- a"',
    'map[Error:error unmarshaling JSON: while decoding JSON: json: cannot unmarshal array into Go value of type map[string]interface {}]',
  ],
  ['fromJson "bad"', "map[Error:invalid character 'b' looking for beginning of value]"],
  [`regexReplaceAll "a(x*)b" "-ab-axxb-" "\${1}W"`, '-W-xxW-'],
  ['regexSplit "z+" "pizza" -1', '[pi a]'],
  ['semverCompare ">=1.20-0" "v1.27.3-eks-1"', 'true'],
  ['semverCompare "1.2.x || >1.5 <2" "1.6.1"', 'true'],
  ['semverCompare "~1" "2.0.0"', 'false'],
  ['dateInZone "Mon Jan _2 15:04:05.000 MST 2006" now "UTC"', 'Tue Nov 14 22:13:20.000 UTC 2023'],
  ['toDate "2006-01-02" "2024-02-29" | dateModify "-1.5h"', '2024-02-28 22:30:00 +0000 UTC'],
  ['durationRound "400h"', '16d'],
  ['derivePassword 1 "long" "pw" "user" "example.com"', 'DinaHinfJads4_'],
  ['encryptAES "key" "text" | decryptAES "key"', 'text'],
  ['randAlphaNum 8 | len', '8'],
  ['urlJoin (dict "scheme" "https" "host" "h" "path" "/p" "query" "a=b")', 'https://h/p?a=b'],
  ['without (list 1 2 1) 1', '[2]'],
  ['sortAlpha (list "b" 10 9)', '[10 9 b]'],
  ['ternary "a" "b" (empty "")', 'a'],
  ['snakecase "é\\xffz" | quote', '"é\\xffz"'],
  ['snakecase "\\xffAB\\xfec 1\\xff" | quote', '"\ufffda_b\ufffdc_1\\xff"'],
  ['kebabcase "aB\\xffC\\xfe\\xfd" | quote', '"a-b\ufffdc\ufffd\ufffd"'],
  ['kebabcase "a\\xff-\\xffB9\\xffx" | quote', '"a\ufffd-\ufffdb-9\\xffx"'],
  ['snakecase "\\xff\\xfe" | quote', '"\\xff\\xfe"'],
  ['camelcase "_ -"', '_ --'],
  ['camelcase "-a"', '-A'],
  ['chunk -1 (list 1 2)', '[]'],
  ['chunk 2 (list 1 2 3)', '[[1 2] [3]]'],
  ['b32dec "\\n    x"', 'illegal base32 data at input byte 0'],
  ['b32dec "MFRA\\r\\n!"', 'illegal base32 data at input byte 4'],
  ['b32dec "ME\\n======"', 'a'],
  ['encryptAES "key" ""', ''],
  ['toYamlPretty (toDate "2006-01-02" "2024-02-29")', '2024-02-29T00:00:00Z'],
  ['dict "a" (toDate "2006-01-02 15:04" "2024-02-29 10:20") | toYamlPretty', 'a: 2024-02-29T10:20:00Z'],
  ['list (toDate "2006" "x") | toYamlPretty', '- 0001-01-01T00:00:00Z'],
  ['toYaml (toDate "2006-01-02" "2024-02-29")', '"2024-02-29T00:00:00Z"'],
])('%s gives what Go gives', (expression, expected) => {
  expect(render(`{{ ${expression} }}`)).toBe(expected);
});

test.each([
  ['.Values.int', 'float64'],
  ['5', 'int'],
  ['add 1 2', 'int64'],
  ['until 2', '[]int'],
  ['splitList "," "a"', '[]string'],
  ['nil', '<nil>'],
  ['semver "1.2"', '*semver.Version'],
])('typeOf (%s) keeps the types of Go apart', (expression, expected) => {
  expect(render(`{{ typeOf (${expression.replace('nil', '.Values.nil')}) }}`, 'int: 5')).toBe(expected);
});

test.each([
  ['index (list 1) 5', 'index out of range: 5'],
  ['append "a" 1', 'Cannot push on type string'],
  ['mustFromJson `"a\\qb"`', 'invalid escape sequence `\\q` in string'],
  ['mustFromJson `"\\u12"`', 'invalid escape sequence `\\u12"` in string'],
  ['mustFromJson `"\\u12`', 'unexpected end of JSON input'],
  ['chunk -1 (list 1)', 'runtime error: makeslice: len out of range'],
  ['chunk 0 (list 1)', 'runtime error: makeslice: len out of range'],
  ['chunk -3 (list 1 2 3 4 5)', 'runtime error: makeslice: len out of range'],
  ['len (semver "1.2.3")', 'len of type semver.Version'],
  ['index (semver "1.2.3") 1', "can't index item of type semver.Version"],
  ['div 1 0', 'runtime error: integer divide by zero'],
  ['substr 2 1 "abc"', 'runtime error: slice bounds out of range [2:1]'],
  ['mustRegexMatch "[" "a"', 'error parsing regexp: missing closing ]: `[`'],
  ['semverCompare "^1.0.0" "bad"', 'invalid semantic version'],
  ['mustToDate "2006" "x"', 'parsing time "x" as "2006": cannot parse "x" as "2006"'],
])('%s fails as Go does', (expression, expected) => {
  expect(render(`{{ ${expression} }}`)).toContain(`: ${expected}`);
});
