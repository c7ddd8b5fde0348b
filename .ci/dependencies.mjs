// Checks the libraries of an SBOM (CycloneDX, JSON): the licence of each, and what OSV (https://osv.dev) knows against it.
//   node .ci/dependencies.mjs target/bom.json
// Where OSV cannot be reached nothing is known, which is said and is no failure; with SOUK_VULNERABILITY_SCAN=required it is.
import { readFileSync } from 'node:fs';

const ALLOWED = new Set([
  'Apache-2.0', 'MIT', 'MIT-0', 'BSD-2-Clause', 'BSD-3-Clause', 'EPL-2.0', 'EDL-1.0', 'CC0-1.0', 'LGPL-2.1-or-later',
  // Of re2j, bcprov and org.json, which name no SPDX id: BSD-3-Clause, MIT and none.
  'Go License', 'Bouncy Castle Licence', 'Public Domain',
]);
const OSV = process.env.SOUK_OSV_URL ?? 'https://api.osv.dev';
const PATIENCE_MILLIS = 20_000;
const BATCH = 500;

const sbom = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const accepted = readList(new URL('vulnerabilities-accepted.txt', import.meta.url));
const libraries = (sbom.components ?? []).filter((part) => part.group !== 'dev.souk');
const problems = [...libraries.flatMap(licenceProblem), ...(await vulnerabilities(libraries))];
problems.forEach((problem) => console.error(problem));
console.log(`dependencies: ${libraries.length} libraries, ${problems.length} problems`);
process.exitCode = problems.length > 0 || libraries.length === 0 ? 1 : 0;

/** Lines of a file, each an id and why it is accepted. */
function readList(file) {
  return new Set(
    readFileSync(file, 'utf8').split('\n').filter((line) => line && !line.startsWith('#')).map((line) => line.split(' ')[0]),
  );
}

/** One allowed licence of those that a library offers is enough. */
function licenceProblem(library) {
  const offered = (library.licenses ?? []).map((choice) => choice.expression ?? choice.license?.id ?? choice.license?.name);
  const terms = offered.flatMap((licence) => (licence ?? '').split(/\s+OR\s+/).map((term) => term.replace(/[()]/g, '')));
  return terms.some((term) => ALLOWED.has(term))
    ? []
    : [`licence: ${library.purl.split('?')[0]} is under ${offered.join(', ') || 'none that it names'}`];
}

async function vulnerabilities(libraries) {
  try {
    const found = [];
    for (let from = 0; from < libraries.length; from += BATCH) {
      found.push(...(await ask(libraries.slice(from, from + BATCH))));
    }
    console.log(`vulnerabilities: ${libraries.length} libraries looked up at ${OSV}`);
    return found;
  } catch (failure) {
    const message = `vulnerabilities: NOT LOOKED UP, ${OSV} does not answer (${failure.cause?.code ?? failure.message})`;
    if (process.env.SOUK_VULNERABILITY_SCAN === 'required') {
      return [message];
    }
    console.log(message);
    return [];
  }
}

async function ask(libraries) {
  const queries = libraries.map((library) => ({ package: { purl: library.purl.split('?')[0] } }));
  const answer = await fetch(`${OSV}/v1/querybatch`, {
    method: 'POST',
    body: JSON.stringify({ queries }),
    signal: AbortSignal.timeout(PATIENCE_MILLIS),
  });
  if (!answer.ok) {
    throw new Error(`HTTP ${answer.status}`);
  }
  const { results } = await answer.json();
  if (results?.length !== queries.length) {
    throw new Error('an answer of another length than the question');
  }
  return results.flatMap((result, i) =>
    (result.vulns ?? [])
      .filter((vulnerability) => !accepted.has(vulnerability.id))
      .map((vulnerability) => `vulnerability: ${queries[i].package.purl} has ${vulnerability.id}`),
  );
}
