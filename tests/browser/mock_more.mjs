/* mock_more.mjs - the invented API's structure, import and oversight half. */
export const more_routes = () => [];
