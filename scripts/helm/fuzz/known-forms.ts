/** Functions that are called in the forms below only. */
export const BY_HAND: ReadonlySet<string> = new Set([
  // What hangs on the time or on chance, of which only the form can be compared.
  'now',
  'ago',
  'bcrypt',
  'htpasswd',
  'encryptAES',
  'genCA',
  'genCAWithKey',
  'genPrivateKey',
  'genSelfSignedCert',
  'genSelfSignedCertWithKey',
  'genSignedCert',
  'genSignedCertWithKey',
  'randAlpha',
  'randAlphaNum',
  'randAscii',
  'randBytes',
  'randInt',
  'randNumeric',
  'shuffle',
  'uuidv4',
  'date',
  'dateInZone',
  'date_in_zone',
  'htmlDate',
  'htmlDateInZone',
  'buildCustomCert',
  // A tenth of a second each.
  'derivePassword',
  // Given in the order of chance.
  'keys',
  'values',
  // What is wrong in a text is told by another reader.
  'fromYaml',
  'fromYamlArray',
  'fromToml',
  // They are written with the statements.
  'break',
  'continue',
  'tpl',
  'include',
  // Large where a number is.
  'repeat',
  'indent',
  'nindent',
  'until',
  'untilStep',
  'seq',
]);

const DATE = '(toDate "2006-01-02 15:04:05" "2024-02-29 23:59:58")';
const DATES = [
  DATE,
  '1700000000',
  '(int64 86399)',
  '0',
  '(mustToDate "2006-01-02T15:04:05Z07:00" "1999-12-31T23:59:59+02:00")',
];
const LAYOUTS = [
  '"2006-01-02T15:04:05Z07:00"',
  '"Mon Jan _2 15:04:05 MST 2006"',
  '"Monday, 02-Jan-06 03:04PM"',
  '"002 .000 pm Z0700"',
  '"x\\xff2"',
];
const ZONES = ['"UTC"', '"America/New_York"', '"Asia/Kolkata"', '"None/Such"', '""', '"Local"'];
const YAMLS = [
  '"a: 1\\nb: [x, 2.5, true, null]\\n"',
  '"a: &x {k: v}\\nb: *x\\nc: \\"q\\\\n\\"\\n"',
  '"k: |\\n  one\\n  two\\nd: 2024-01-02\\no: 0o17\\nh: 0x1F\\nn: ~\\ny: yes\\n"',
  '""',
  '(toYaml .Values.map)',
  '(toYaml .Values.mixed)',
  '(toYaml .Values)',
  '"- 1\\n- {a: b}\\n- [c]\\n"',
  '"a text"',
  '"12"',
];
const TOMLS = [
  '"a = 1\\n[b]\\nc = \\"d\\"\\ne = [1, 2]\\n"',
  '"x = 1.5\\ny = true\\nz.w = 3\\n"',
  '"[[l]]\\nn = 1\\n[[l]]\\nn = 2\\n"',
  '""',
  '(toToml .Values.nested.deep)',
];
const CALLS = [
  ...each(['first', 'len', 'sortAlpha', 'join ","'], (by) => `keys .Values.map .Values.nested | sortAlpha | ${by}`),
  'keys (dict "a" 1)',
  'keys',
  'keys .Values.missing | len',
  'values (dict "a" (list 1 nil))',
  'values .Values.map | len',
  ...each(YAMLS, (text) => `fromYaml ${text}`),
  ...each(YAMLS, (text) => `fromYaml ${text} | toJson`),
  ...each(YAMLS, (text) => `fromYamlArray ${text} | toJson`),
  ...each(TOMLS, (text) => `fromToml ${text} | toJson`),
  ...each(TOMLS, (text) => `fromToml ${text}`),
  ...DATES.flatMap((date) => [
    ...LAYOUTS.map((layout) => `date ${layout} ${date}`),
    ...ZONES.map((zone, i) => `dateInZone ${LAYOUTS[i % LAYOUTS.length]} ${date} ${zone}`),
    ...ZONES.map((zone) => `htmlDateInZone ${date} ${zone}`),
    `date_in_zone "2006" ${date} "UTC"`,
    `htmlDate ${date}`,
  ]),
  'ago now | trunc 0',
  'now | date "2006" | len',
  'typeOf now',
  'kindOf now',
  `ago ${DATE} | regexFind "^[0-9]"| len`,
  'unixEpoch now | len',
  'bcrypt "x" | len',
  'bcrypt (repeat 73 "x")',
  'htpasswd "user" "x" | trunc 12',
  'htpasswd "us:er" "x"',
  'encryptAES "key" "text" | decryptAES "key"',
  'decryptAES "key" "AAAA"',
  'decryptAES "key" "no base64!"',
  'encryptAES "key" "" | len',
  ...each(
    ['"rsa"', '"dsa"', '"ecdsa"', '"ed25519"', '"none"', '""'].slice(2, 5),
    (type) => `genPrivateKey ${type} | trunc 20`,
  ),
  ...each(['"a"', '""', '"\\xff"'], (text) => `shuffle ${text}`),
  'shuffle "aaab" | len',
  '(genCAWithKey "cn" 1 (genPrivateKey "ecdsa")).Cert | trunc 27',
  '(genSelfSignedCertWithKey "cn" nil nil 1 (genPrivateKey "ed25519")).Cert | trunc 27',
  'uuidv4 | len',
  'uuidv4 | regexReplaceAll "[0-9a-f]" "x" | trunc 14',
  ...each(
    ['"p"', '"none"', '"d"'],
    (name) => `print (tpl "{{define \\${name.slice(0, -1)}\\"}}T{{end}}" .) (include ${name} .)`,
  ),
  'randInt 5 6',
  'randInt 6 5',
  'randInt 5 5',
  'randBytes 3 | len',
  'randBytes 0',
  'randBytes -1',
  ...each(['randAlpha', 'randAlphaNum', 'randAscii', 'randNumeric'], (fn) => `${fn} 7 | len`),
  ...each(['randAlpha', 'randNumeric'], (fn) => `${fn} 0`),
  'randNumeric 9 | regexMatch "^[0-9]+$"',
  'buildCustomCert "a" "b"',
  'buildCustomCert (b64enc "x") (b64enc "y")',
  ...each(['0', '1', '3', '-1'], (count) => `repeat ${count} "ab"`),
  ...each(['0', '2', '5'], (count) => `indent ${count} .Values.multi`),
  ...each(['0', '3'], (count) => `nindent ${count} "a\\n\\nb\\n"`),
  'indent -1 "x"',
  ...each(['0', '3', '-2', '1'], (count) => `until ${count}`),
  ...each(['0 6 2', '6 0 -2', '0 3 -1', '0 0 0', '1 2 0', '3 1 1'], (range) => `untilStep ${range}`),
  ...each(
    ['', '3', '-2', '0', '2 5', '5 2', '1 2 9', '9 -3 1', '1 0 5', '1 2 3 4', '0 -1 -3'],
    (range) => `seq ${range}`,
  ),
];

/** Rare, as they take Helm a tenth of a second or more. */
const SLOW = [
  'derivePassword 1 "long" "pw" "user" "site"',
  'derivePassword 2 "pin" "p\\xff" "é" "a.b"',
  'derivePassword 1 "none" "a" "b" "c"',
  '(genCA "cn" 365).Cert | trunc 27',
  '(genSelfSignedCert "cn" nil nil 1).Key | trunc 31',
  '(genSelfSignedCert "cn" (list "1.2.3.4") (list "a.b") 1) | typeOf',
  '$ca := genCA "ca" 1',
  '(genSignedCert "cn" nil nil 1 (genCA "ca" 1)).Cert | trunc 27',
  '(genSignedCertWithKey "cn" nil nil 1 (genCA "ca" 1) (genPrivateKey "ecdsa")).Cert | trunc 27',
  'genPrivateKey "rsa" | trunc 31',
  'genPrivateKey "none"',
];

/** Commands whose result does not hang on the time, on chance or on the order of a map, and which are small. */
export const KNOWN_FORMS: readonly string[] = [...CALLS, ...CALLS, ...SLOW];

function each(words: readonly string[], write: (word: string) => string): readonly string[] {
  return words.map(write);
}
