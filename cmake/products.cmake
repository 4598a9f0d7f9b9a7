# What is installed: the command, the shared library (C door), the static library (C++ door), headers, package files.
# gridlift::gridlift shows nothing but gridlift_* functions; who wants the C++ classes links gridlift::static.
include(CMakePackageConfigHelpers)

set(cpp_headers
  converters/convert.h
  converters/report/form/profile.h
  converters/report/report.h
  converters/report/values/values.h
  converters/serializer.h
  core/context.h
  core/diagnostic.h
  core/document.h
  core/geometry.h
  core/grid.h
  core/layout.h
  core/ledger.h
  core/limits.h
  core/place.h
  core/recover/recover.h
  core/result.h
  core/trace.h
  formats/reader.h)

add_library(gridlift_shared SHARED)
target_link_libraries(gridlift_shared PRIVATE gridlift_objects ${gridlift_parts})
set_target_properties(gridlift_shared PROPERTIES
  OUTPUT_NAME gridlift EXPORT_NAME gridlift VERSION ${PROJECT_VERSION} SOVERSION 1
  LINK_DEPENDS "${PROJECT_SOURCE_DIR}/cmake/gridlift.map")
# Templates of other libraries are instantiated in our objects with default visibility: the map keeps them in.
target_link_options(gridlift_shared PRIVATE "LINKER:--version-script=${PROJECT_SOURCE_DIR}/cmake/gridlift.map")
target_sources(gridlift_shared PUBLIC FILE_SET HEADERS BASE_DIRS "${PROJECT_SOURCE_DIR}/converters"
  FILES "${PROJECT_SOURCE_DIR}/converters/gridlift.h")
add_library(gridlift::gridlift ALIAS gridlift_shared)

# The sources of another target; what they link is needed by whoever links the archive.
add_library(gridlift_static STATIC $<TARGET_OBJECTS:gridlift_objects>)
get_target_property(libraries gridlift_objects LINK_LIBRARIES)
foreach(part ${gridlift_parts})
  target_sources(gridlift_static PRIVATE $<TARGET_OBJECTS:${part}>)
  get_target_property(linked ${part} LINK_LIBRARIES)
  list(APPEND libraries ${linked})
endforeach()
list(REMOVE_ITEM libraries gridlift_objects fmt::fmt-header-only nlohmann_json::nlohmann_json)  # no header of ours shows them
target_link_libraries(gridlift_static PRIVATE ${libraries})
set_target_properties(gridlift_static PROPERTIES EXPORT_NAME static)
target_compile_features(gridlift_static INTERFACE cxx_std_20)
target_sources(gridlift_static PUBLIC FILE_SET HEADERS BASE_DIRS "${PROJECT_SOURCE_DIR}")
foreach(header ${cpp_headers})
  target_sources(gridlift_static PUBLIC FILE_SET HEADERS FILES "${PROJECT_SOURCE_DIR}/${header}")
endforeach()
add_library(gridlift::static ALIAS gridlift_static)

install(TARGETS gridlift_command EXPORT gridliftTargets COMPONENT command)
install(TARGETS gridlift_shared EXPORT gridliftTargets
  LIBRARY COMPONENT library NAMELINK_COMPONENT dev
  FILE_SET HEADERS COMPONENT dev)
install(TARGETS gridlift_static EXPORT gridliftTargets
  ARCHIVE COMPONENT dev
  FILE_SET HEADERS DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/gridlift" COMPONENT dev)
set_target_properties(gridlift_command PROPERTIES EXPORT_NAME command)
install(EXPORT gridliftTargets NAMESPACE gridlift:: DESTINATION "${CMAKE_INSTALL_LIBDIR}/cmake/gridlift" COMPONENT dev)

configure_package_config_file(cmake/gridliftConfig.cmake.in "${PROJECT_BINARY_DIR}/gridliftConfig.cmake"
  INSTALL_DESTINATION "${CMAKE_INSTALL_LIBDIR}/cmake/gridlift")
write_basic_package_version_file("${PROJECT_BINARY_DIR}/gridliftConfigVersion.cmake" COMPATIBILITY SameMajorVersion)
configure_file(cmake/gridlift.pc.in "${PROJECT_BINARY_DIR}/gridlift.pc" @ONLY)
install(FILES "${PROJECT_BINARY_DIR}/gridliftConfig.cmake" "${PROJECT_BINARY_DIR}/gridliftConfigVersion.cmake"
  DESTINATION "${CMAKE_INSTALL_LIBDIR}/cmake/gridlift" COMPONENT dev)
install(FILES "${PROJECT_BINARY_DIR}/gridlift.pc" DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig" COMPONENT dev)
install(DIRECTORY "${PROJECT_SOURCE_DIR}/docs/schema" DESTINATION "${CMAKE_INSTALL_DATADIR}/gridlift" COMPONENT dev)
install(FILES "${PROJECT_SOURCE_DIR}/bindings/pandoc/gridlift.lua" "${PROJECT_SOURCE_DIR}/bindings/tika/tika-config.xml"
  DESTINATION "${CMAKE_INSTALL_DATADIR}/gridlift" COMPONENT command)
install(DIRECTORY "${PROJECT_SOURCE_DIR}/bindings/python/gridlift" "${PROJECT_SOURCE_DIR}/bindings/python/pyspark_gridlift"
  DESTINATION lib/python3/dist-packages COMPONENT python EXCLUDE_FROM_ALL PATTERN __pycache__ EXCLUDE)

# Man pages and completions: written by the command itself, from what --help prints too.
if(NOT CMAKE_CROSSCOMPILING)
  set(scripts "${PROJECT_BINARY_DIR}/scripts")
  file(MAKE_DIRECTORY "${scripts}/man")
  add_custom_command(OUTPUT "${scripts}/gridlift.fish" DEPENDS gridlift_command VERBATIM
    COMMAND gridlift_command manual "${scripts}/man"
    COMMAND sh -c "for shell in bash zsh fish; do \"$1\" completion $shell >\"$2/gridlift.$shell\" || exit 1; done" --
      $<TARGET_FILE:gridlift_command> "${scripts}")
  add_custom_target(gridlift_scripts ALL DEPENDS "${scripts}/gridlift.fish")
  install(DIRECTORY "${scripts}/man/" DESTINATION "${CMAKE_INSTALL_MANDIR}/man1" COMPONENT command)
  install(FILES "${scripts}/gridlift.bash" RENAME gridlift
    DESTINATION "${CMAKE_INSTALL_DATADIR}/bash-completion/completions" COMPONENT command)
  install(FILES "${scripts}/gridlift.zsh" RENAME _gridlift
    DESTINATION "${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions" COMPONENT command)
  install(FILES "${scripts}/gridlift.fish"
    DESTINATION "${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d" COMPONENT command)
endif()
