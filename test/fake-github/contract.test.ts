import { expect, test } from '@jest/globals';
import { loadContract } from './http/contract.ts';
import { setScene } from './scene.ts';

const base = {
  method: 'GET',
  template: '/repos/{owner}/{repo}/git/ref/{ref}',
  query: new URLSearchParams(),
  requestBody: undefined,
  status: 200,
};
const ref = {
  ref: 'refs/heads/main',
  node_id: 'x',
  url: 'http://h/x',
  object: { type: 'commit', sha: 'a'.repeat(40), url: 'http://h/y' },
};

/** Without GitHub's description beside the project there is nothing to differ from. */
const isPresent = loadContract()({ ...base, responseBody: {} }).length > 0;
const whenPresent = isPresent ? test : test.skip;

whenPresent('an exchange that differs from GitHub’s OpenAPI is named, in answer, request and query', () => {
  const check = loadContract();
  expect(check({ ...base, responseBody: ref })).toEqual([]);
  expect(check({ ...base, responseBody: { ...ref, url: 7 } })).toEqual([
    `GET ${base.template} 200: response /url must be string`,
  ]);
  expect(check({ ...base, status: 204, responseBody: undefined })).toEqual([
    `GET ${base.template} 204: status is not listed`,
  ]);
  expect(check({ ...base, query: new URLSearchParams('x=1'), responseBody: ref })).toEqual([
    `GET ${base.template} 200: request has the unknown parameter x`,
  ]);
  const create = {
    ...base,
    method: 'POST',
    template: '/repos/{owner}/{repo}/git/refs',
    status: 201,
    responseBody: ref,
  };
  expect(check({ ...create, requestBody: { ref: 'r' } })).toEqual([
    `POST ${create.template} 201: request body / must have required property 'sha'`,
  ]);
});

whenPresent('a violation makes closing fail', async () => {
  const { github, ask } = await setScene();
  await ask('GET /repos/octo/fleet/pulls?colour=red');
  expect(github.violations()).toHaveLength(1);
  await expect(github.close()).rejects.toThrow('unknown parameter colour');
});
