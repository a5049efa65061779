/* list.js - a filtered, sorted, keyset-paged list whose filters live in the address. */
import { computed, ref, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { clean, filters_from } from '../lib/query.js'
import { use_load } from './load.js'

export function use_list(fetcher, defaults) {
  const route = useRoute()
  const router = useRouter()
  const name = route.name
  const all = { sort: '', after: '', limit: '20', ...defaults }
  const filters = computed(() => filters_from(route.query, all))
  const back = ref([]) // cursors of the pages before this one
  const list = use_load((f) => fetcher(clean(f)), { items: [], next: null })

  watch(
    () => (route.name === name ? JSON.stringify(filters.value) : null),
    (now) => now && list.reload(filters.value),
    { immediate: true },
  )

  function go(changes, keep_pages = false) {
    const next = { ...filters.value, ...changes }
    if (!keep_pages) {
      next.after = ''
      back.value = []
    }
    const query = {}
    for (const [key, value] of Object.entries(clean(next)))
      if (value !== String(all[key] ?? '')) query[key] = value
    return router.push({ query })
  }

  return {
    ...list,
    filters,
    go,
    rows: computed(() => list.value.value?.items ?? []),
    page: computed(() => back.value.length + 1),
    has_next: computed(() => Boolean(list.value.value?.next)),
    has_previous: computed(() => filters.value.after !== ''),
    next_page() {
      back.value.push(filters.value.after)
      go({ after: list.value.value.next }, true)
    },
    previous_page() {
      const after = back.value.pop() ?? ''
      go({ after }, true)
    },
  }
}
