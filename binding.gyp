{
  "targets": [
    {
      "target_name": "afalg",
      # All of native/addon: a new file is no row here.
      "sources": [
        "<!@(node -p \"require('fs').readdirSync('native/addon').filter((n) => n.endsWith('.cc')).map((n) => 'native/addon/' + n).join(' ')\")",
      ],
      "defines": ["NAPI_VERSION=8", "NAPI_CPP_EXCEPTIONS", "NODE_ADDON_API_DISABLE_DEPRECATED"],
      # napi-inl.h does not compile under -Wshadow -Werror, so its folder comes in as a system one.
      "cflags_cc": [
        "-std=c++20", "-O2", "-fvisibility=hidden",
        "-Wall", "-Wextra", "-Wshadow", "-Wconversion", "-Wcast-align=strict", "-Werror",
        "-isystem", "<!(node -p \"require('path').dirname(require.resolve('node-addon-api'))\")",
      ],
      "cflags!": ["-fno-exceptions"],
      "cflags_cc!": ["-fno-exceptions", "-std=gnu++17", "-std=gnu++20", "-fno-rtti"],
      "ldflags": ["-Wl,--exclude-libs,ALL"],
    },
    {
      # For user-mode-linux on processors with AMX; build/Release/uml_fpstate.so.
      "target_name": "uml_fpstate",
      "conditions": [
        ["target_arch=='x64'", {
          "type": "shared_library",
          "product_prefix": "",
          "sources": ["native/uml/fpstate.c"],
          "cflags_c": [
            "-std=c11", "-O2", "-fvisibility=hidden", "-Wall", "-Wextra", "-Wshadow", "-Wconversion", "-Werror",
          ],
          "libraries": ["-ldl"],
        }, {
          "type": "none",
        }],
      ],
    },
  ],
}
