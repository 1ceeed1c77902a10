import { defineConfig } from 'vitepress'
import { slug } from './slug.mjs'

const base = process.env.DOCS_BASE || '/'
const page = (text, name) => ({ text, link: `/${name}` })

export default defineConfig({
  title: 'Ramus',
  description: 'Multiple networks for Kubernetes pods',
  base,
  head: [['link', { rel: 'icon', type: 'image/svg+xml', href: `${base}favicon.svg` }]],
  cleanUrls: false,
  lastUpdated: false,
  markdown: { anchor: { slugify: slug } },
  themeConfig: {
    // Samples repeat the words of every page, so a search would find little else.
    search: {
      provider: 'local',
      options: {
        _render: (text, env, markdown) => env.relativePath.startsWith('config/samples/') ? '' : markdown.render(text, env),
      },
    },
    outline: [2, 3],
    nav: [
      page('Quickstart', 'quickstart'),
      page('Examples', 'networks-by-example'),
      page('Reference', 'reference'),
      page('Troubleshooting', 'troubleshooting'),
    ],
    sidebar: [
      {
        text: 'Get started',
        items: [
          page('Overview', ''), page('Ramus or Multus?', 'ramus-or-multus'), page('Quickstart', 'quickstart'),
          page('Install', 'install'), page('Install without internet', 'air-gapped'), page('Tutorials', 'tutorials'),
        ],
      },
      {
        text: 'Use',
        items: [
          page('Networks by example', 'networks-by-example'), page('Devices and SR-IOV', 'devices'),
          page('kubectl-ramus', 'kubectl-ramus'), page('Built-in plugins', 'built-in-plugins'),
          page('Webhook', 'webhook'), page('Status', 'status'),
          page('Troubleshooting', 'troubleshooting'), page('FAQ', 'faq'),
        ],
      },
      {
        text: 'Administer',
        items: [
          page('Security', 'security'), page('Policy', 'policy'), page('Metrics and alerts', 'metrics'),
          page('Sizing', 'sizing'), page('GitOps', 'gitops'), page('Upgrade', 'upgrading'), page('Uninstall', 'uninstall'),
          page('Migrate from Multus', 'migrating-from-multus'),
        ],
      },
      {
        text: 'Reference',
        items: [
          page('Reference', 'reference'), page('Chart values', 'charts/ramus/'), page('Validation rules', 'validation'),
          page('Samples', 'config/samples/'), page('Glossary', 'glossary'),
          page('Support and stability', 'support'),
        ],
      },
      { text: 'Design', items: [page('Architecture', 'architecture'), page('Conformance', 'conformance')] },
    ],
  },
})
