#!/usr/bin/env bash
# Publishes the site of a release: one commit that holds nothing else, on the branch that GitHub Pages serves.
# Told by the workflow: GITHUB_REF_NAME. `npm run site` has built it.
set -euo pipefail
cd "$(dirname "$0")/.."

# Without this file, Pages takes names that begin with an underscore for its own.
touch build/site/.nojekyll
index=$(mktemp)
rm "$index"
export GIT_INDEX_FILE=$index
git --work-tree build/site add --force --all .
tree=$(git write-tree)
rm "$index"
unset GIT_INDEX_FILE
commit=$(git -c user.name='Blast Radius' -c user.email=noreply@github.com commit-tree "$tree" -m "The site of $GITHUB_REF_NAME")
git push --force origin "$commit:refs/heads/gh-pages"
