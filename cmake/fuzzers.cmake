# The fuzz targets: a table of them, one libFuzzer executable for each (GRIDLIFT_FUZZ), and gridlift_replay for the tests.
set(lines "")
set(sources tools/fuzz/target.cpp)
foreach(name ${fuzz_targets})
  string(APPEND lines "TARGET(${name})\n")
  list(APPEND sources tools/fuzz/${name}.cpp)
endforeach()
file(CONFIGURE OUTPUT "${CMAKE_BINARY_DIR}/generated/fuzz_targets.def" CONTENT "${lines}")

add_library(gridlift_fuzz OBJECT ${sources})
gridlift_warnings(gridlift_fuzz)
target_link_libraries(gridlift_fuzz PUBLIC gridlift_bulk gridlift_objects)

if(GRIDLIFT_FUZZ)
  add_custom_target(fuzzers)  # all that the preset fuzz builds: clang links no sanitizer into modules
  foreach(name ${fuzz_targets})
    add_dependencies(fuzzers fuzz_${name})
    add_executable(fuzz_${name} tools/fuzz/libfuzzer.cpp)
    target_compile_definitions(fuzz_${name} PRIVATE GRIDLIFT_FUZZ_TARGET="${name}")
    target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
    target_link_libraries(fuzz_${name} PRIVATE gridlift_fuzz gridlift_bulk gridlift_objects ${gridlift_parts})
  endforeach()
endif()

add_executable(gridlift_replay tools/fuzz/replay.cpp)
gridlift_warnings(gridlift_replay)
target_link_libraries(gridlift_replay PRIVATE gridlift_fuzz gridlift_bulk gridlift_objects ${gridlift_parts})
