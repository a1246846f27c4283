// The map of the pages, for the field: read when someone asks to see it.
export { show } from "../map";
