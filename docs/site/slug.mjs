// Computes the anchor of a heading as GitHub does, so that links work in the repository and on the site.
export const slug = heading => heading.trim().toLowerCase()
  .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
  .replace(/[^\p{L}\p{N} _-]/gu, '')
  .replaceAll(' ', '-')
