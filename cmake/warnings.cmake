# The warnings of the house, on our own targets only.
function(gridlift_warnings target)
  target_compile_options(${target} PRIVATE
    -Wall -Wextra -Wpedantic -Wconversion -Wshadow
    # GCC 12 warns of overlapping copies inside std::string's operator+ when it inlines at -O2 (GCC bug 105651).
    $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>
    $<$<BOOL:${GRIDLIFT_WERROR}>:-Werror>)
endfunction()
