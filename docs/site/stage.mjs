// Usage: node stage.mjs REPOSITORY PAGES
//
// Copies docs/*.md, and every file of the repository that these pages link, to PAGES. Converts links between files to links
// between pages. A linked file that is not a page gets a page that shows its content; a linked folder gets a page that lists its
// files. The pages in the repository are not changed. Exits with an error if a link's file or heading does not exist.
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, extname, join, posix, relative } from 'node:path'
import { slug } from './slug.mjs'

const [repository, pages] = process.argv.slice(2)
const staged = new Map() // path in the repository: text of the page
const images = new Map() // path in the repository: path among the pages
const problems = []
const linked = /(\]\()([^)#:\s]*)(#[^)\s]*)?(\))/g
const fence = /^ *```.*?^ *```/gms

// docs/README.md is the home page, and VitePress cannot build two pages whose names differ only in their case.
const renamed = new Map([['README.md', 'project.md'], ['SECURITY.md', 'security-policy.md']])
const isImage = path => ['.svg', '.png'].includes(extname(path))
const inRepository = path => join(repository, path)
const isFolder = path => statSync(inRepository(path)).isDirectory()
const readme = path => posix.join(path, 'README.md')

/** The path of a file's page: docs/ is the site's root, and a README is the page of its folder. */
function pageOf(path) {
  if (renamed.has(path)) return renamed.get(path)
  const page = path === 'docs' || path.startsWith('docs/') ? path.slice('docs/'.length) : path
  if (isFolder(path)) return posix.join(page, 'index.md')
  if (basename(path) === 'README.md') return posix.join(dirname(page), 'index.md')
  return extname(path) === '.md' ? page : `${page}.md`
}

/** The file that a link refers to; for a folder with a README, the README. */
function targetOf(link, from) {
  const path = link === '' ? from : posix.normalize(posix.join(dirname(from), link)).replace(/\/$/, '')
  if (path.startsWith('..') || !existsSync(inRepository(path))) return null
  return isFolder(path) && existsSync(inRepository(readme(path))) ? readme(path) : path
}

const headings = text => text.replaceAll(fence, '').split('\n')
  .filter(line => /^#+ /.test(line)).map(line => slug(line.replace(/^#+ /, '')))

function show(path) {
  if (isFolder(path)) {
    const rows = readdirSync(inRepository(path)).sort().map(name => `- [${name}](${basename(path)}/${name})`)
    return `# ${path}\n\n${rows.join('\n')}\n`
  }
  const text = readFileSync(inRepository(path), 'utf8')
  return `# ${path}\n\n\`\`\`${extname(path).slice(1) || 'text'}\n${text.trimEnd()}\n\`\`\`\n`
}

/** Remembers an image for the pages; returns its path from a page. */
function image(path, from) {
  const copy = path.startsWith('docs/') ? path.slice('docs/'.length) : path
  images.set(path, copy)
  return `./${posix.relative(dirname(pageOf(from)), copy)}`
}

function rewrite(text, from) {
  return text.replaceAll(linked, (all, open, link, anchor = '', close) => {
    const target = targetOf(link, from)
    if (target === null) {
      problems.push(`${from}: the linked file ${link} does not exist`)
      return all
    }
    if (isImage(target)) return `${open}${image(target, from)}${close}`
    if (target !== from) stage(target)
    if (anchor && extname(target) === '.md' && !headings(readFileSync(inRepository(target), 'utf8')).includes(anchor.slice(1))) {
      problems.push(`${from}: ${target} has no heading ${anchor}`)
    }
    const here = dirname(pageOf(from))
    return `${open}${target === from ? '' : `./${posix.relative(here, pageOf(target))}`}${anchor}${close}`
  })
}

/** Does not rewrite links in code blocks and code spans. */
function rewriteOutsideCode(text, from) {
  let result = ''
  let last = 0
  for (const code of text.matchAll(/^ *```.*?^ *```|`[^`\n]+`/gms)) {
    result += rewrite(text.slice(last, code.index), from) + code[0]
    last = code.index + code[0].length
  }
  return result + rewrite(text.slice(last), from)
}

/** Gives each row of a table of rules an anchor, which kubectl-ramus prints. */
const withAnchors = (text, path) => !/^docs\/(validation|kubectl-ramus)\.md$/.test(path) ? text
  : text.replaceAll(/^\| `([a-z0-9-]+)` \| (?=.* \|$)/gm, '| <a id="$1"></a>`$1` | ')

function stage(path) {
  if (staged.has(path)) return
  staged.set(path, '')
  const isPage = !isFolder(path) && extname(path) === '.md'
  const text = isPage ? readFileSync(inRepository(path), 'utf8') : show(path)
  staged.set(path, isPage || isFolder(path) ? withAnchors(rewriteOutsideCode(text, path), path) : text)
}

const docs = readdirSync(inRepository('docs')).filter(name => extname(name) === '.md')
docs.forEach(name => stage(`docs/${name}`))
if (problems.length > 0) {
  console.error(problems.join('\n'))
  process.exit(1)
}

rmSync(pages, { recursive: true, force: true })
for (const [path, text] of staged) {
  const file = join(pages, pageOf(path))
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}
for (const [path, copy] of images) {
  mkdirSync(dirname(join(pages, copy)), { recursive: true })
  copyFileSync(inRepository(path), join(pages, copy))
}
console.log(`${staged.size} pages, ${relative(process.cwd(), pages)}`)
