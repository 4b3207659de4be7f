#!/usr/bin/env bash
# Publishes the action of a release: a commit that holds nothing but what a runner reads, as dist/ is in no other, under
# `action-v1.2.3`, and under `action-v1`, which moves: scripts/release-action.sh v1.2.3. `npm ci` has built dist/.
set -euo pipefail
cd "$(dirname "$0")/.."

[[ ${1:-} =~ ^v[0-9]+\.[0-9]+\.[0-9]+ ]] || { echo 'usage: scripts/release-action.sh v1.2.3' >&2; exit 64; }
version=${1#v}
index=$(mktemp)
rm "$index"
export GIT_INDEX_FILE=$index
git add --force action.yml LICENSE dist/action/index.js
tree=$(git write-tree)
rm "$index"
unset GIT_INDEX_FILE
commit=$(git -c user.name='Blast Radius' -c user.email=noreply@github.com commit-tree "$tree" -p HEAD -m "The action of $1")
git push origin "$commit:refs/tags/action-v$version"
git push --force origin "$commit:refs/tags/action-v${version%%.*}"
