// The calendar under a moment would put this very minute in place of a moment it cannot read, such as
// 09-12-2026 19:30, when the field is left. What was typed stays, and the server reads it or says so.
jQuery.fn.datetimepicker.defaults.validateOnBlur = false;
