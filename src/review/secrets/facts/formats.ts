/**
 * What is secret by its own form, wherever it stands: tokens that their issuers mark with a prefix, so that they can be
 * found. Only what its issuer says is secret stands here: none is told by how random it looks, since commits, digests and
 * public keys look as random and are what a review is about. Each begins with what it cannot be without.
 */
export const TOKENS: readonly TokenFormat[] = [
  { of: '1Password', starts: ['A3-', 'ops_eyJ'], rest: /[\w+/=-]{30,}/y },
  { of: 'age', starts: ['AGE-SECRET-KEY-'], rest: /[0-9A-Z]+/y },
  { of: 'Alibaba', starts: ['LTAI'], rest: /[A-Za-z0-9]{16,}/y },
  { of: 'Anthropic', starts: ['sk-ant-'], rest: /[\w-]{20,}/y },
  { of: 'Artifactory', starts: ['AKCp'], rest: /[A-Za-z0-9]{60,}/y },
  { of: 'Atlassian', starts: ['ATATT3'], rest: /[\w=-]{50,}/y },
  { of: 'AWS', starts: ['AKIA', 'ASIA', 'ABIA', 'ACCA'], rest: /[A-Z0-9]{16}(?![A-Za-z0-9])/y },
  { of: 'AWS Bedrock', starts: ['ABSK'], rest: /[A-Za-z0-9+/]{80,}=*/y },
  { of: 'Cloudflare', starts: ['v1.0-'], rest: /[a-f0-9]{24}-[a-f0-9]{100,}/y },
  { of: 'Databricks', starts: ['dapi'], rest: /[a-f0-9]{32}/y },
  { of: 'DigitalOcean', starts: ['dop_v1_', 'doo_v1_', 'dor_v1_'], rest: /[a-f0-9]{30,}/y },
  { of: 'Doppler', starts: ['dp.pt.', 'dp.st.', 'dp.ct.', 'dp.sa.', 'dp.scim.', 'dp.audit.'], rest: /[\w.-]{30,}/y },
  { of: 'Dynatrace', starts: ['dt0'], rest: /[a-z]\d\d\.[A-Z0-9]{24}\.[A-Z0-9]{40,}/y },
  { of: 'Fly.io', starts: ['fo1_', 'fm1_', 'fm1a_', 'fm1r_', 'fm2_'], rest: /[\w+/-]{40,}=*/y },
  { of: 'GitHub', starts: ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_', 'github_pat_'], rest: /\w{20,}/y },
  { of: 'GitLab', starts: ['glpat-', 'glptt-', 'glrt-', 'gldt-', 'glcbt-', 'glft-', 'glsoat-'], rest: /[\w.-]{16,}/y },
  { of: 'GitLab', starts: ['glimt-', 'glagent-', 'gloas-', 'glffct-', 'GR1348941'], rest: /[\w.-]{16,}/y },
  { of: 'Google', starts: ['AIza', 'ya29.', 'GOCSPX-'], rest: /[\w-]{20,}/y },
  { of: 'Grafana', starts: ['glc_', 'glsa_'], rest: /[\w+/]{30,}=*/y },
  { of: 'HashiCorp', starts: ['hvs.', 'hvb.', 'hvr.'], rest: /[\w-]{20,}/y },
  { of: 'Heroku', starts: ['HRKU-'], rest: /[\w-]{36,}/y },
  { of: 'Hugging Face', starts: ['hf_', 'api_org_'], rest: /[A-Za-z]{30,}/y },
  { of: 'Linear', starts: ['lin_api_', 'lin_oauth_'], rest: /[A-Za-z0-9]{32,}/y },
  { of: 'New Relic', starts: ['NRAK-', 'NRII-', 'NRIQ-'], rest: /[\w-]{20,}/y },
  { of: 'Notion', starts: ['ntn_'], rest: /[A-Za-z0-9]{40,}/y },
  { of: 'npm', starts: ['npm_'], rest: /[A-Za-z0-9]{30,}/y },
  { of: 'OpenAI', starts: ['sk-proj-', 'sk-svcacct-', 'sk-admin-'], rest: /[\w-]{20,}/y },
  { of: 'OpenAI', starts: ['sk-'], rest: /[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20}/y },
  { of: 'OpenShift', starts: ['sha256~'], rest: /[\w-]{43}/y },
  { of: 'PlanetScale', starts: ['pscale_tkn_', 'pscale_oauth_', 'pscale_pw_'], rest: /[\w=.-]{30,}/y },
  { of: 'Postman', starts: ['PMAK-'], rest: /[a-f0-9]{20,}-[a-f0-9]{30,}/y },
  { of: 'Pulumi', starts: ['pul-'], rest: /[a-f0-9]{40}/y },
  { of: 'PyPI', starts: ['pypi-AgE'], rest: /[\w-]{40,}/y },
  { of: 'RubyGems', starts: ['rubygems_'], rest: /[a-f0-9]{40,}/y },
  { of: 'SendGrid', starts: ['SG.'], rest: /[\w-]{16,}\.[\w-]{16,}/y },
  { of: 'Sentry', starts: ['sntrys_', 'sntryu_'], rest: /[\w+/=-]{40,}/y },
  { of: 'Shopify', starts: ['shpat_', 'shpca_', 'shppa_', 'shpss_'], rest: /[a-fA-F0-9]{32}/y },
  { of: 'Slack', starts: ['xox', 'xapp-'], rest: /[abeoprs\d](?:\.xox[bp])?-[\w-]{10,}/y },
  { of: 'Square', starts: ['sq0atp-', 'sq0csp-'], rest: /[\w-]{22,}/y },
  {
    of: 'Stripe',
    starts: ['sk_live_', 'sk_test_', 'sk_prod_', 'rk_live_', 'rk_test_', 'whsec_'],
    rest: /[A-Za-z0-9]{10,}/y,
  },
  { of: 'Tailscale', starts: ['tskey-'], rest: /[a-z]+-[\w-]{10,}/y },
  { of: 'Terraform', starts: ['.atlasv1.'], rest: /[\w=-]{40,}/y },
];

interface TokenFormat {
  readonly of: string;
  readonly starts: readonly string[];
  /** What follows, from where the start ends. */
  readonly rest: RegExp;
}

/** A bot's number and its key. */
export const TELEGRAM_TOKEN = /(?<!\d)\d{6,12}:AA[\w-]{32,}/g;

/** Signed claims in three parts, the last of which makes it a credential. */
export const JWT = /(?<![\w.-])eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]*/g;

/** A password as a server keeps it, good for guessing: htpasswd, crypt, bcrypt, argon2, SCRAM. */
export const PASSWORD_HASH =
  /\$(?:apr1|2[abxy]|[156y]|argon2(?:i|d|id)|pbkdf2-[a-z0-9]+|scrypt|ssha\d*)\$[\w./$,=+-]{8,}|\{SSHA?\}[\w+/=]{20,}|SCRAM-SHA-(?:1|256)\$[\w+/=:$]{20,}/g;

/** `{"auths":`, as `docker login` writes it, in base64. */
export const DOCKER_LOGINS = /(?<![A-Za-z0-9+/])eyJhdXRocyI6[A-Za-z0-9+/]*={0,2}/g;

/** Addresses that let whoever knows them write: all behind what is the same for everybody is secret. */
export const WEBHOOKS = [
  /hooks\.slack(?:-gov)?\.com\/(?:services|workflows|triggers)\//,
  /discord(?:app)?\.com\/api(?:\/v\d+)?\/webhooks\//,
  /\.webhook\.office\.com\/webhook[a-z0-9]*\//,
  /outlook\.office(?:365)?\.com\/webhook\//,
  /api\.telegram\.org\/(?:file\/)?bot/,
  /hooks\.zapier\.com\/hooks\/catch\//,
  /maker\.ifttt\.com\/trigger\/[\w-]{1,100}\/with\/key\//,
  /open\.(?:feishu\.cn|larksuite\.com)\/open-apis\/bot\/v2\/hook\//,
  /events\.pagerduty\.com\/integration\//,
  /alert\.victorops\.com\/integrations\/generic\/\d+\/alert\//,
] as const;

/** What in the query of an address gives access, beside what any name gives away. */
export const QUERY_NAMES = new Set([
  'key',
  'sig',
  'signature',
  'auth',
  'x-amz-signature',
  'x-goog-signature',
  'pass',
  'code_verifier',
]);
