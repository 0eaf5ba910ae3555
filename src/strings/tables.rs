//! Titles of a package's tables and columns.

/// Title of a table.
pub fn table(name: &str) -> &'static str {
    match name {
        "so_lieu" => "Số liệu theo kỳ, lĩnh vực và chỉ tiêu thống kê",
        "ty_le" => "Tỷ lệ so với chỉ tiêu giao cho xã",
        "nhiem_vu" => "Tình hình thực hiện nhiệm vụ",
        "kiem_tra" => "Kết quả kiểm tra số liệu và giải trình",
        "loi_bao_cao" => "Lời báo cáo theo từng đoạn",
        "thay_doi" => "Số liệu thay đổi so với lần trước",
        _ => "",
    }
}

/// Title of a column; one name means the same in every table.
pub fn column(name: &str) -> &'static str {
    match name {
        "ky" => "Kỳ",
        "linh_vuc" => "Lĩnh vực",
        "chi_tieu" => "Cột của biểu",
        "gia_tri" => "Giá trị",
        "trang_thai" => "Trạng thái",
        "ghi_chu" => "Ghi chú",
        "ma_chi_so" => "Mã chỉ tiêu",
        "tu_so" => "Tử số",
        "mau_so" => "Mẫu số",
        "ty_le" => "Tỷ lệ, làm tròn nhưng không vượt ngưỡng",
        "nguong" => "Ngưỡng",
        "dat" => "Đạt",
        "con_thieu" => "Còn thiếu ở tử số",
        "cong_thuc" => "Công thức",
        "tam_tinh" => "Tạm tính, chưa xác minh",
        "ma" => "Mã",
        "so" => "Số trong phụ lục",
        "noi_dung" => "Nội dung",
        "vai_tro" => "Vai trò của xã",
        "loai_han" => "Loại thời hạn",
        "han_goc" => "Thời hạn nguyên văn",
        "han" => "Ngày cuối của thời hạn",
        "tre_han" => "Trễ hạn",
        "ngay_hoan_thanh" => "Ngày văn bản",
        "so_van_ban" => "Số văn bản",
        "tinh_hinh" => "Tình hình thực hiện",
        "stt" => "Số thứ tự",
        "quy_tac" => "Quy tắc",
        "muc" => "Mức, hoặc đề mục của lời báo cáo",
        "ket_qua" => "Kết quả",
        "giai_trinh" => "Giải trình",
        "loai" => "Đề mục, tự động hay đoạn riêng",
        "khoa" => "Kỳ/lĩnh vực/cột",
        "cu" => "Cũ",
        "moi" => "Mới",
        "ly_do" => "Lý do",
        _ => "",
    }
}

/// What is wrong with a row whose key stands twice.
pub const KEY: &str = "khóa";
