import { defineConfig } from 'vitepress'
import { slug } from './slug.mjs'

const page = (text, name) => ({ text, link: `/${name}` })

export default defineConfig({
  title: 'Ramus',
  description: 'Several networks for a Kubernetes pod',
  base: process.env.DOCS_BASE || '/',
  cleanUrls: false,
  lastUpdated: false,
  markdown: { anchor: { slugify: slug } },
  themeConfig: {
    search: { provider: 'local' },
    outline: [2, 3],
    nav: [
      page('Quickstart', 'quickstart'),
      page('Examples', 'networks-by-example'),
      page('Reference', 'reference'),
      page('Troubleshooting', 'troubleshooting'),
    ],
    sidebar: [
      { text: 'Start', items: [page('Overview', ''), page('Quickstart', 'quickstart'), page('Install', 'install')] },
      {
        text: 'Use',
        items: [
          page('Networks by example', 'networks-by-example'), page('Devices and SR-IOV', 'devices'),
          page('What the webhook adds and refuses', 'webhook'), page('How networks and nodes are', 'status'),
          page('Troubleshooting', 'troubleshooting'), page('Questions', 'faq'),
        ],
      },
      {
        text: 'Administer',
        items: [
          page('Security', 'security'), page('Policy', 'policy'), page('Metrics and alerts', 'metrics'),
          page('Upgrade and uninstall', 'uninstall'), page('From Multus', 'migrating-from-multus'),
        ],
      },
      {
        text: 'Look up',
        items: [
          page('Reference', 'reference'), page('Values of the chart', 'charts/ramus/'), page('Rules for networks', 'validation'),
          page('Samples', 'config/samples/'),
        ],
      },
      { text: 'Design', items: [page('Architecture', 'architecture'), page('Conformance', 'conformance')] },
    ],
  },
})
