/* tree.js - a tree that is loaded branch by branch, as the flat list of rows one sees. */
export function make_node(item, level, parent = null) {
  return { ...item, level, parent, open: false, loading: false, nodes: null }
}

/* Rows from top to bottom; closed branches are left out. */
export function visible_rows(nodes, out = []) {
  for (const node of nodes) {
    out.push(node)
    if (node.open && node.nodes) visible_rows(node.nodes, out)
  }
  return out
}

/* Where a key leads from a row: {row} to go to, {open} or {close} to do, or null. */
export function tree_step(rows, row, key) {
  const at = rows.indexOf(row)
  if (key === 'ArrowDown') return { row: rows[Math.min(at + 1, rows.length - 1)] }
  if (key === 'ArrowUp') return { row: rows[Math.max(at - 1, 0)] }
  if (key === 'Home') return { row: rows[0] }
  if (key === 'End') return { row: rows[rows.length - 1] }
  if (key === 'ArrowRight') {
    if (row.leaf) return null
    return row.open ? { row: rows[at + 1] ?? row } : { open: row }
  }
  if (key === 'ArrowLeft')
    return row.open ? { close: row } : row.parent ? { row: row.parent } : null
  return null
}
