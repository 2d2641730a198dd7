import type { AfAlgFacts } from '#dist/kernel/advice/advice.js';

/** A kernel that shows nothing of why it refuses. */
export const NO_FACTS: AfAlgFacts = {
  entries: [],
  restrict: '',
  privileged: true,
  fips: '0',
  blocked: [],
  seccomp: false,
  architecture: 'x64',
  asynchronous: 'unknown',
  missingInterface: null,
};
