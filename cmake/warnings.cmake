# The warnings of the house, on our own targets only.
function(gridlift_warnings target)
  target_compile_options(${target} PRIVATE
    -Wall -Wextra -Wpedantic -Wconversion -Wshadow
    $<$<BOOL:${GRIDLIFT_WERROR}>:-Werror>)
endfunction()
