// SPDX-License-Identifier: Apache-2.0
//
// Runs a Lua script: a function of one string to another. Each call has a state of its own, so that garbage
// and the phase of its collection don't go from one to the next.
#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>

#include "content.h"
#include "inputs.h"
#include "marchmark.h"

enum { INPUT, RESULT };

// Leaves no result where the script fails or its result is longer than the room.
static inline void call(const char *script, struct mm_content *result, size_t room, const char *input,
                        size_t size) {
  size_t written = 0;
  lua_State *lua = luaL_newstate();
  if (lua) {
    luaL_openlibs(lua);
    if (luaL_loadstring(lua, script) == LUA_OK) {
      lua_pushlstring(lua, input, size);
      const char *returned = lua_pcall(lua, 1, 1, 0) == LUA_OK ? lua_tolstring(lua, -1, &written) : NULL;
      if (!returned || written > room) written = 0;
      if (written > 0) memcpy(result->bytes, returned, written);
    }
    lua_close(lua);
  }
  mm_finish(result, written, room);
}
