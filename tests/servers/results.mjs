// Prints a table of what ctest wrote as JUnit, a line a file, and why tests were skipped.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

const attribute = (text, name) => text.match(new RegExp(`\\b${name}="([^"]*)"`))?.[1] ?? '';
const unescaped = (text) =>
  text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&apos;/g, "'").replace(/&amp;/g, '&');

// GoogleTest prints the reason on the line after the word.
function reason(testcase) {
  const lines = unescaped(testcase.match(/<system-out>([\s\S]*?)<\/system-out>/)?.[1] ?? '').split('\n');
  const at = lines.findIndex((line) => /Skipped$/.test(line));
  return at < 0 ? 'no reason given' : lines[at + 1].trim();
}

function results(path) {
  let text = '';
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return { name: basename(path, '.xml'), tests: 0, passed: 0, failed: ['the tests did not run'], skipped: new Map(), seconds: 0 };
  }
  const cases = text.match(/<testcase [\s\S]*?<\/testcase>/g) ?? [];
  const failed = [];
  const skipped = new Map();
  for (const item of cases) {
    const name = unescaped(attribute(item, 'name'));
    if (/<failure/.test(item)) failed.push(name);
    if (/<skipped/.test(item)) skipped.set(reason(item), [...(skipped.get(reason(item)) ?? []), name]);
  }
  const without = failed.length + [...skipped.values()].flat().length;
  const seconds = Number(attribute(text.match(/<testsuite [^>]*>/)?.[0] ?? '', 'time'));
  return { name: basename(path, '.xml'), tests: cases.length, passed: cases.length - without, failed, skipped, seconds };
}

const all = process.argv.slice(2).map(results);
console.log('| server | tests | passed | failed | skipped | seconds |');
console.log('| --- | ---: | ---: | ---: | ---: | ---: |');
for (const r of all) {
  const skipped = [...r.skipped.values()].flat().length;
  const server = r.name.replace('servers-', 'PostgreSQL ');
  console.log(`| ${server} | ${r.tests} | ${r.passed} | ${r.failed.length} | ${skipped} | ${Math.round(r.seconds)} |`);
}
for (const r of all) {
  const server = r.name.replace('servers-', 'PostgreSQL ');
  for (const name of r.failed) console.log(`\nfailed on ${server}: ${name}`);
  for (const [why, names] of r.skipped) console.log(`\nskipped on ${server}: ${why}: ${names.join(', ')}`);
}
